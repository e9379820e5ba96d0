"""The application for any WSGI server, and for `flask --app wsgi …`."""

from webinars.app.building import create_app
from webinars.app.temporary import keep_uploads_beside

app = create_app()
keep_uploads_beside(app.settings)
