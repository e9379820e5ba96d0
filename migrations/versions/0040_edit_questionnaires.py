"""Edit questionnaires: a version is a draft until it is used."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    with op.batch_alter_table("questionnaire") as table:
        table.add_column(sa.Column("used_from", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE questionnaire SET used_from = made_at")


def downgrade() -> None:
    op.execute(
        "DELETE FROM question_text WHERE question_id IN (SELECT question.id FROM question"
        " JOIN questionnaire ON questionnaire.id = question.questionnaire_id"
        " WHERE questionnaire.used_from IS NULL)"
    )
    op.execute(
        "DELETE FROM question WHERE questionnaire_id IN"
        " (SELECT id FROM questionnaire WHERE used_from IS NULL)"
    )
    op.execute("DELETE FROM questionnaire WHERE used_from IS NULL")
    with op.batch_alter_table("questionnaire") as table:
        table.drop_column("used_from")
