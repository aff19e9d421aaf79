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

    # Section 301 and Special 301
    DISPUTE_SETTLEMENT_REQUESTED = "dispute_settlement_requested", "Dispute settlement requested"
    MINIMUM_SETTLEMENT_PERIOD_EXPIRED = (
        "minimum_settlement_period_expired",
        "Minimum settlement period expired",
    )
    REPORT_TO_CONGRESS_SENT = "report_to_congress_sent", "Report to Congress sent"
    TERMINATION_NOTICE_SENT = "termination_notice_sent", "Notice of termination sent"
    INFORMATION_REQUEST_ANSWERED = "information_request_answered", "Information request answered"
    PRIORITIES_CYCLE_STARTED = "priorities_cycle_started", "Cycle of enforcement priorities started"
    PRIORITIES_CONSULTED = "priorities_consulted", "Enforcement priorities consulted on"
    PRIORITIES_REPORTED = "priorities_reported", "Enforcement priorities reported"
    WATCH_LIST_REMOVED = "watch_list_removed", "Removed from the watch lists"
    SPECIAL_301_REPORT_PUBLISHED = "special_301_report_published", "Special 301 report published"

    # Petitions, investigations, determinations: any national procedure
    PETITION_WITHDRAWN = "petition_withdrawn", "Petition withdrawn"
    PETITION_REJECTED = "petition_rejected", "Petition rejected"
    COMPLEXITY_DECLARED = "complexity_declared", "Case declared complex"
    VIEWS_INVITED = "views_invited", "Views invited"
    HEARING_HELD = "hearing_held", "Hearing held"
    INFORMATION_REQUESTED = "information_requested", "Information requested"
    QUESTIONNAIRE_RECEIVED = "questionnaire_received", "Questionnaire received"
    QUESTIONNAIRE_ANSWERED = "questionnaire_answered", "Questionnaire answered"
    INVESTIGATION_CONCLUDED = "investigation_concluded", "Investigation concluded"
    REPORT_RECEIVED = "report_received", "Report received"
    SUPPLEMENTAL_REPORT_RECEIVED = "supplemental_report_received", "Supplemental report received"
    PRELIMINARY_DETERMINATION_MADE = "preliminary_determination_made", "Preliminary determination made"
    PRELIMINARY_DETERMINATION_PUBLISHED = (
        "preliminary_determination_published",
        "Preliminary determination published",
    )
    PRELIMINARY_POSTPONED = "preliminary_postponed", "Preliminary determination postponed"
    FINAL_DETERMINATION_MADE = "final_determination_made", "Final determination made"
    FINAL_POSTPONED = "final_postponed", "Final determination postponed"
    FINAL_ALIGNED = "final_aligned", "Final determination aligned with the parallel case"
    PERIOD_SUSPENDED = "period_suspended", "Period suspended"
    PERIOD_RESUMED = "period_resumed", "Period resumed"

    # Action taken, and what becomes of it
    ACTION_DECIDED = "action_decided", "Action decided"
    ACTION_DECLINED = "action_declined", "Action declined"
    ACTION_PROCLAIMED = "action_proclaimed", "Action proclaimed"
    ACTION_IMPLEMENTED = "action_implemented", "Action implemented"
    ACTION_DELAYED = "action_delayed", "Action delayed"
    ACTION_MODIFIED = "action_modified", "Action modified"
    ACTION_CONTINUED = "action_continued", "Action continued"
    CONTINUATION_REQUESTED = "continuation_requested", "Continuation requested"
    EXTENSION_REQUESTED = "extension_requested", "Extension requested"
    EXTENSION_REPORT_MADE = "extension_report_made", "Report on an extension made"
    NEGOTIATION_DECIDED = "negotiation_decided", "Negotiation decided"
    STATEMENT_TO_CONGRESS = "statement_to_congress", "Statement sent to Congress"
    RETALIATION_LIST_EFFECTIVE = "retaliation_list_effective", "Retaliation list in effect"
    REASONABLE_PERIOD_EXPIRED = "reasonable_period_expired", "Reasonable period expired"

    # US Special 301
    TRADE_ESTIMATE_SUBMITTED = "trade_estimate_submitted", "National Trade Estimate submitted"
    PRIORITY_WATCH_LISTED = "priority_watch_listed", "Placed on the priority watch list"
    ACTION_PLAN_DEVELOPED = "action_plan_developed", "Action plan developed"
    ACTION_PLAN_COMPLETED = "action_plan_completed", "Action plan completed"
    REVIEW_CONCLUDED = "review_concluded", "Review concluded"

    # US section 301: consultations and dispute settlement
    CONSULTATIONS_DELAYED = "consultations_delayed", "Consultations delayed"
    CONSULTATIONS_COMMENCED = "consultations_commenced", "Consultations commenced"
    DISPUTE_SETTLEMENT_CONCLUDED = "dispute_settlement_concluded", "Dispute settlement concluded"

    # Dispute settlement: consultations
    CONSULTATIONS_REQUEST_CIRCULATED = (
        "consultations_request_circulated",
        "Request for consultations circulated",
    )
    CONSULTATIONS_SUPPLEMENTED = "consultations_supplemented", "Request for consultations supplemented"
    CONSULTATIONS_ANSWERED = "consultations_answered", "Request for consultations answered"
    CONSULTATIONS_HELD = "consultations_held", "Consultations held"
    CONSULTATIONS_JOINED = "consultations_joined", "Consultations joined"
    CONSULTATIONS_FAILED = "consultations_failed", "Consultations found to have failed"
    GOOD_OFFICES_BEGUN = "good_offices_begun", "Good offices begun"
    COMPLAINT_WITHDRAWN = "complaint_withdrawn", "Complaint withdrawn"
    MAS_NOTIFIED = "mas_notified", "Mutually agreed solution notified"

    # Dispute settlement: panel
    PANEL_REQUESTED = "panel_requested", "Panel requested"
    PANEL_REQUEST_ON_AGENDA = "panel_request_on_agenda", "Panel request on the agenda"
    PANEL_DEFERRED = "panel_deferred", "Panel deferred"
    DSB_MEETING_REQUESTED = "dsb_meeting_requested", "Special meeting requested"
    DSB_MEETING_HELD = "dsb_meeting_held", "DSB meeting held"
    PANEL_ESTABLISHED = "panel_established", "Panel established"
    TERMS_OF_REFERENCE_AGREED = "terms_of_reference_agreed", "Terms of reference agreed"
    FIVE_PANELISTS_AGREED = "five_panelists_agreed", "Five panelists agreed"
    PANEL_COMPOSITION_REQUESTED = "panel_composition_requested", "Composition asked of the Director-General"
    PANEL_CHAIR_SELECTED = "panel_chair_selected", "Chair selected"
    PANEL_COMPOSED = "panel_composed", "Panel composed"
    PANELIST_REPLACED = "panelist_replaced", "Panelist replaced"
    THIRD_PARTY_RIGHTS_RESERVED = "third_party_rights_reserved", "Third-party rights reserved"
    PANEL_TIMETABLE_SET = "panel_timetable_set", "Timetable set"
    SUBMISSION_FILED = "submission_filed", "Submission filed"
    PANEL_MEETING_HELD = "panel_meeting_held", "Panel met the parties"
    REPORT_DELAY_NOTIFIED = "report_delay_notified", "Delay of the report notified"
    PANEL_WORK_SUSPENDED = "panel_work_suspended", "Panel work suspended"
    PANEL_WORK_RESUMED = "panel_work_resumed", "Panel work resumed"
    PANEL_AUTHORITY_LAPSED = "panel_authority_lapsed", "Authority of the panel lapsed"
    DESCRIPTIVE_PART_ISSUED = "descriptive_part_issued", "Descriptive part issued"
    INTERIM_REPORT_ISSUED = "interim_report_issued", "Interim report issued"
    INTERIM_REVIEW_REQUESTED = "interim_review_requested", "Interim review requested"
    FINAL_REPORT_TO_PARTIES = "final_report_to_parties", "Final report sent to the parties"
    FINAL_REPORT_PUBLISHED = "final_report_published", "Final report published"
    PANEL_REPORT_CIRCULATED = "panel_report_circulated", "Panel report circulated"
    PANEL_REPORT_ON_AGENDA = "panel_report_on_agenda", "Panel report on the agenda"

    # Dispute settlement: appeal and adoption
    APPEAL_NOTIFIED = "appeal_notified", "Appeal notified"
    CROSS_APPEAL_NOTIFIED = "cross_appeal_notified", "Cross-appeal notified"
    AB_REPORT_CIRCULATED = "ab_report_circulated", "Appellate Body report circulated"
    APPEAL_ARBITRATION_NOTIFIED = "appeal_arbitration_notified", "Appeal arbitration notified"
    APPEAL_ARBITRATION_AWARD = "appeal_arbitration_award", "Appeal arbitration award"
    REPORTS_ADOPTED = "reports_adopted", "Reports adopted"

    # Dispute settlement: implementation
    INTENTION_TO_IMPLEMENT = "intention_to_implement", "Intention to implement stated"
    RPT_AGREED = "rpt_agreed", "Reasonable period agreed"
    RPT_ARBITRATION_REQUESTED = "rpt_arbitration_requested", "Arbitration of the reasonable period requested"
    ARBITRATOR_APPOINTED = "arbitrator_appointed", "Arbitrator appointed"
    RPT_AWARD = "rpt_award", "Reasonable period awarded"
    RPT_SET = "rpt_set", "Reasonable period set"
    RPT_EXPIRES = "rpt_expires", "Reasonable period ends"
    RPT_EXPIRES_EXTENDED = "rpt_expires_extended", "Extended reasonable period ends"
    IMPLEMENTATION_ON_AGENDA = "implementation_on_agenda", "Implementation on the agenda"
    STATUS_REPORT_SUBMITTED = "status_report_submitted", "Status report submitted"
    COMPLIANCE_NOTIFIED = "compliance_notified", "Compliance notified"
    WITHDRAW_PROHIBITED_SUBSIDIES = (
        "withdraw_prohibited_subsidies",
        "Time to withdraw prohibited subsidies ends",
    )
    ADVERSE_EFFECTS_REMOVED = "adverse_effects_removed", "Adverse effects removed"
    SEQUENCING_AGREED = "sequencing_agreed", "Sequencing agreed"
    COMPENSATION_REQUESTED = "compensation_requested", "Compensation requested"
    COMPENSATION_TALKS_BEGUN = "compensation_talks_begun", "Compensation talks begun"
    COMPENSATION_AGREED = "compensation_agreed", "Compensation agreed"

    # Dispute settlement: compliance review and retaliation
    COMPLIANCE_CONSULTATIONS_REQUESTED = (
        "compliance_consultations_requested",
        "Consultations on compliance requested",
    )
    COMPLIANCE_PANEL_REQUESTED = "compliance_panel_requested", "Compliance panel requested"
    COMPLIANCE_PANEL_ESTABLISHED = "compliance_panel_established", "Compliance panel established"
    COMPLIANCE_PANEL_COMPOSED = "compliance_panel_composed", "Compliance panel composed"
    COMPLIANCE_REPORT_CIRCULATED = "compliance_report_circulated", "Compliance report circulated"
    COMPLIANCE_APPEAL_NOTIFIED = "compliance_appeal_notified", "Compliance report appealed"
    COMPLIANCE_AB_REPORT_CIRCULATED = (
        "compliance_ab_report_circulated",
        "Appellate Body on compliance circulated",
    )
    COMPLIANCE_REPORT_ADOPTED = "compliance_report_adopted", "Compliance report adopted"
    RETALIATION_REQUESTED = "retaliation_requested", "Authorization to retaliate requested"
    RETALIATION_LEVEL_OBJECTED = "retaliation_level_objected", "Level of retaliation objected to"
    ART22_6_REFERRED = "art22_6_referred", "Level referred to arbitration"
    ART22_6_SUSPENDED = "art22_6_suspended", "Arbitration of the level suspended"
    ART22_6_RESUMED = "art22_6_resumed", "Arbitration of the level resumed"
    ART22_6_DECISION = "art22_6_decision", "Level decided by the arbitrator"
    RETALIATION_AUTHORIZED = "retaliation_authorized", "Retaliation authorized"

    # USMCA: panels and rapid response
    PANELISTS_SELECTED = "panelists_selected", "Panelists selected"
    INITIAL_REPORT_PRESENTED = "initial_report_presented", "Initial report presented"
    REPORT_COMMENTS_FILED = "report_comments_filed", "Comments on the report filed"
    BENEFITS_SUSPENDED = "benefits_suspended", "Benefits suspended"
    PANEL_RECONVENED = "panel_reconvened", "Panel reconvened"
    PANEL_REDETERMINED = "panel_redetermined", "Reconvened panel decided"
    EVIDENCE_ASSESSED = "evidence_assessed", "Evidence assessed"
    REVIEW_REQUESTED = "review_requested", "Review requested"
    REVIEW_ANSWERED = "review_answered", "Request for review answered"
    REVIEW_COMPLETED = "review_completed", "Review completed"
    REMEDIATION_AGREED = "remediation_agreed", "Course of remediation agreed"
    CUSTOMS_SETTLEMENT_DELAYED = "customs_settlement_delayed", "Customs settlement delayed"
    PETITION_CONFIRMED = "petition_confirmed", "Petition confirmed as complete"
    VERIFICATION_REQUESTED = "verification_requested", "Verification requested"
    VERIFICATION_ANSWERED = "verification_answered", "Verification request answered"
    VERIFICATION_CONCLUDED = "verification_concluded", "Verification concluded"
    REMEDIES_NOTIFIED = "remedies_notified", "Remedies notified"
    REMEDIES_IMPOSED = "remedies_imposed", "Remedies imposed"

    # European Union
    SAFEGUARD_APPLIED = "safeguard_applied", "Safeguard measure applied"
    SUSPENSION_NOTIFIED = "suspension_notified", "Intended suspension notified"
    IMPLEMENTING_ACT_ADOPTED = "implementing_act_adopted", "Implementing act adopted"
    COMPENSATION_ACCORDED = "compensation_accorded", "Compensation accorded"
    EXAMINATION_OPENED = "examination_opened", "Examination opened"
    EXAMINATION_CONCLUDED = "examination_concluded", "Examination concluded"
    COERCION_PROPOSED = "coercion_proposed", "Finding of coercion proposed"
    COUNCIL_PERIOD_EXTENDED = "council_period_extended", "Council's period extended"
    COERCION_DETERMINED = "coercion_determined", "Coercion determined"
    RESPONSE_ADOPTED = "response_adopted", "Response adopted"
    COMMITTEE_REPORT_SUBMITTED = "committee_report_submitted", "Report submitted to the committee"
    INTENTION_DISCLOSED = "intention_disclosed", "Intended provisional duties disclosed"
    PROVISIONAL_MEASURE_APPLIED = "provisional_measure_applied", "Provisional measure applied"
    DEFINITIVE_MEASURE_IMPOSED = "definitive_measure_imposed", "Definitive measure imposed"
    EXPIRY_REVIEW_INITIATED = "expiry_review_initiated", "Expiry review initiated"
    MEASURE_EXPIRED = "measure_expired", "Measure expired"

    # US sections 201, 337, 122 and emergency powers
    INJURY_DETERMINED = "injury_determined", "Injury determined"
    PROVISIONAL_RELIEF_REQUESTED = "provisional_relief_requested", "Provisional relief requested"
    PROVISIONAL_REPORT_RECEIVED = "provisional_report_received", "Report on provisional relief received"
    PROVISIONAL_RELIEF_PROCLAIMED = "provisional_relief_proclaimed", "Provisional relief proclaimed"
    PROVISIONAL_RELIEF_DENIED = "provisional_relief_denied", "Provisional relief denied"
    MIDTERM_REPORT_MADE = "midterm_report_made", "Mid-term report made"
    TARGET_DATE_SET = "target_date_set", "Target date set"
    INITIAL_DETERMINATION_MADE = "initial_determination_made", "Initial determination made"
    TEMPORARY_ORDER_DECIDED = "temporary_order_decided", "Temporary order decided"
    DETERMINATION_RECEIVED = "determination_received", "Determination received for review"
    DETERMINATION_DISAPPROVED = "determination_disapproved", "Determination disapproved"
    DETERMINATION_APPROVED = "determination_approved", "Determination approved"
    EMERGENCY_DECLARED = "emergency_declared", "Emergency declared"
    EMERGENCY_CONTINUED = "emergency_continued", "Emergency continued"
    EMERGENCY_TERMINATED = "emergency_terminated", "Emergency terminated"
    TERMINATION_CONSIDERED = "termination_considered", "Termination considered in Congress"
    EMERGENCY_REPORT_MADE = "emergency_report_made", "Report on the emergency made"

    # US anti-dumping and countervailing duties
    INITIATION_PUBLISHED = "initiation_published", "Initiation published"
    INITIATION_NOTICE_RECEIVED = "initiation_notice_received", "Notice of initiation received"
    PRELIMINARY_INJURY_DETERMINED = "preliminary_injury_determined", "Preliminary injury determined"
    INJURY_VIEWS_TRANSMITTED = "injury_views_transmitted", "Views on injury transmitted"
    LIQUIDATION_SUSPENDED = "liquidation_suspended", "Liquidation suspended"
    SUSPENSION_OF_LIQUIDATION_ENDED = "suspension_of_liquidation_ended", "Suspension of liquidation ended"
    PROVISIONAL_EXTENSION_REQUESTED = (
        "provisional_extension_requested",
        "Longer provisional measures requested",
    )
    FINAL_INJURY_DETERMINED = "final_injury_determined", "Final injury determined"
    ORDER_PUBLISHED = "order_published", "Order published"
    ORDER_REVOKED = "order_revoked", "Order revoked"
    ORDER_CONTINUED = "order_continued", "Order continued"
    ANNIVERSARY_MONTH_CLOSED = "anniversary_month_closed", "Anniversary month closed"
    ADMINISTRATIVE_REVIEW_REQUESTED = "administrative_review_requested", "Administrative review requested"
    ADMINISTRATIVE_REVIEW_INITIATED = "administrative_review_initiated", "Administrative review initiated"
    ADMINISTRATIVE_REVIEW_RESCINDED = "administrative_review_rescinded", "Administrative review rescinded"
    PRELIMINARY_RESULTS_PUBLISHED = "preliminary_results_published", "Preliminary results published"
    PRELIMINARY_RESULTS_POSTPONED = "preliminary_results_postponed", "Preliminary results postponed"
    FINAL_RESULTS_PUBLISHED = "final_results_published", "Final results published"
    FINAL_RESULTS_POSTPONED = "final_results_postponed", "Final results postponed"
    NEW_SHIPPER_REVIEW_INITIATED = "new_shipper_review_initiated", "New shipper review initiated"
    NEW_SHIPPER_PRELIMINARY_ISSUED = (
        "new_shipper_preliminary_issued",
        "New shipper preliminary results issued",
    )
    NEW_SHIPPER_FINAL_ISSUED = "new_shipper_final_issued", "New shipper final results issued"
    SUNSET_REVIEW_INITIATED = "sunset_review_initiated", "Sunset review initiated"
    SUNSET_RESPONSES_ASSESSED = "sunset_responses_assessed", "Sunset responses assessed"
    SUNSET_COMMERCE_DETERMINED = "sunset_commerce_determined", "Commerce decided the sunset review"
    SUNSET_INJURY_DETERMINED = "sunset_injury_determined", "Commission decided the sunset review"
    SUNSET_PERIOD_EXTENDED = "sunset_period_extended", "Sunset period extended"
    LIQUIDATION_INSTRUCTED = "liquidation_instructed", "Liquidation instructed"
    GOODS_ENTERED = "goods_entered", "Goods entered"
    LIQUIDATION_EXTENDED = "liquidation_extended", "Liquidation extended"
    ENTRY_LIQUIDATED = "entry_liquidated", "Entry liquidated"
    PROTEST_FILED = "protest_filed", "Protest filed"
    SUMMONS_FILED = "summons_filed", "Summons filed"
    JUDICIAL_COMPLAINT_FILED = "judicial_complaint_filed", "Complaint filed in court"
    SECTION_129_REQUESTED = "section_129_requested", "Section 129 determination requested"
    SECTION_129_DETERMINED = "section_129_determined", "Section 129 determination made"
    SECTION_129_INJURY_DETERMINED = "section_129_injury_determined", "Commission decided under section 129"

    # US-China Phase One
    PHASE_ONE_COMPLAINT_SUBMITTED = "phase_one_complaint_submitted", "Complaint to the designated official"
    PHASE_ONE_REFERRED_TO_DEPUTIES = "phase_one_referred_to_deputies", "Referred to the deputy level"
    PHASE_ONE_REFERRED_TO_PRINCIPALS = "phase_one_referred_to_principals", "Referred to the principals"
    PHASE_ONE_PRINCIPALS_MET = "phase_one_principals_met", "Principals met"

    # Deadlines moved by hand or by agreement
    DEADLINE_EXTENDED = "deadline_extended", "Deadline extended"
    DEADLINE_PINNED = "deadline_pinned", "Deadline pinned"
    DEADLINE_UNPINNED = "deadline_unpinned", "Deadline unpinned"
    DEADLINE_WAIVED = "deadline_waived", "Deadline waived"
