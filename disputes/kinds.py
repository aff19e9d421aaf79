"""The kinds of event: what a clock may start from and a timeline may show.

Spelled as in the WTO time lines (past participles). To add a kind, add a line.
"""

from django.db import models


class EventKind(models.TextChoices):
    """What happened."""

    PETITION_RECEIVED = "petition_received", "Petition received"
    PFC_IDENTIFIED = "priority_foreign_country_identified", "Priority foreign country identified"
    PFC_REVOKED = "priority_foreign_country_revoked", "Priority foreign country revoked"
    WATCH_LISTED = "watch_listed", "Placed on a watch list"
    REVIEW_ANNOUNCED = "review_announced", "Review announced"
    INVESTIGATION_INITIATED = "investigation_initiated", "Investigation initiated"
    CONSULTATIONS_REQUESTED = "consultations_requested", "Consultations requested"
    EXTENSION_FINDINGS_PUBLISHED = "extension_findings_published", "Findings for a longer limit published"
    DETERMINATION_PROPOSED = "determination_proposed", "Determination proposed"
    DETERMINATION_MADE = "determination_made", "Determination made"
    PROPOSED_LIST_PUBLISHED = "proposed_list_published", "Proposed list published"
    FINAL_LIST_PUBLISHED = "final_list_published", "Final list published"
    LIST_MODIFIED = "list_modified", "List modified"
    COMMENTS_INVITED = "comments_invited", "Comments invited"
    COUNTERMEASURES_ANNOUNCED = "countermeasures_announced", "Counter-measures announced"
    CUSTOMS_INSTRUCTED = "customs_instructed", "Customs instructed"
    ACTION_EFFECTIVE = "action_effective", "Action in effect"
    ACTION_SUSPENDED = "action_suspended", "Action suspended"
    ACTION_TERMINATED = "action_terminated", "Action terminated"
    INVESTIGATION_TERMINATED = "investigation_terminated", "Investigation terminated"
    MONITORING_STARTED = "monitoring_started", "Monitoring started"
    NOTICE_PUBLISHED = "notice_published", "Notice published"
    TALKS_OPENED = "talks_opened", "Talks opened"
    TALKS_RESUMED = "talks_resumed", "Talks resumed"
    TALKS_BROKEN_OFF = "talks_broken_off", "Talks broken off"
    TALKS_OFFERED = "talks_offered", "Talks offered"
    AGREEMENT_REACHED = "agreement_reached", "Agreement reached"
    AGREEMENT_SIGNED = "agreement_signed", "Agreement signed"
    ENFORCEMENT_ACTION = "enforcement_action_taken", "Enforcement action taken"
    STATEMENT_MADE = "statement_made", "Statement made"
    THREAT_MADE = "threat_made", "Threat made"
    MEASURE_EXTENDED = "measure_extended", "Measure extended"
    COURT_RULED = "court_ruled", "Court ruled"
