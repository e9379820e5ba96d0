"""Every model of the house, loaded in one place: for migrations and tests."""

import webinars.accounts.models
import webinars.attendance.models
import webinars.evaluation.models
import webinars.evaluation.models.criteria
import webinars.evaluation.models.matrix
import webinars.evaluation.models.notes
import webinars.evaluation.models.passages
import webinars.evaluation.models.public
import webinars.feedback.models
import webinars.jobs.models
import webinars.journal.models
import webinars.live.models
import webinars.outbox.models
import webinars.people.models
import webinars.privacy.models
import webinars.programme.models
import webinars.recordings.models
import webinars.registrations.models
import webinars.states.models
import webinars.storage.models  # noqa: F401  (loaded for its tables)
from webinars.database.model import Model

__all__ = ["Model"]
