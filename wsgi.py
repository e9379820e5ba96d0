"""The application for any WSGI server, and for `flask --app wsgi …`."""

from webinars.app.building import create_app

app = create_app()
