"""The HTML doors of tasks; a task's own page shows the chain and lies in the portal."""

from django.urls import path

from .views import boards, inside, lists, moves, scores, sheets, together

app_name = "tasks"
urlpatterns = [
    path("", lists.list_tasks, name="list"),
    path("board/", boards.board, name="board"),
    path("calendar/", boards.calendar, name="calendar"),
    path("timeline/", boards.timeline, name="timeline"),
    path("together/", together.together, name="together"),
    path("lists/assignments/", sheets.assignments, name="assignments"),
    path("lists/assignments/template/", sheets.assignment_list, name="assignments-template"),
    path("lists/assignments/taking/", sheets.taking_assignments, name="assignments-taking"),
    path("lists/reports/", sheets.reports, name="reports"),
    path("lists/reports/template/", sheets.report_list, name="reports-template"),
    path("lists/reports/taking/", sheets.taking_reports, name="reports-taking"),
    path("scores/", scores.scores, name="scores"),
    path("scores/<str:key>/<str:number>/", scores.scored, name="scored"),
    path("<int:pk>/receipt/", moves.receipt, name="receipt"),
    path("<int:pk>/progress/", moves.progress, name="progress"),
    path("<int:pk>/verification/", moves.verification, name="verification"),
    path("<int:pk>/return/", moves.give_back, name="return"),
    path("<int:pk>/request/", moves.request_for_time, name="request"),
    path("<int:pk>/extension/", moves.extension, name="extension"),
    path("<int:pk>/refusal/", moves.refusal, name="refusal"),
    path("<int:pk>/withdrawal/", moves.withdrawal, name="withdrawal"),
    path("<int:pk>/suspension/", moves.suspension, name="suspension"),
    path("<int:pk>/resumption/", moves.resumption, name="resumption"),
    path("<int:pk>/handover/", moves.handover, name="handover"),
    path("<int:pk>/parts/", moves.parts, name="parts"),
    path("<int:pk>/rhythm/", moves.rhythm, name="rhythm"),
    path("<int:pk>/hand/", inside.hand, name="hand"),
    path("<int:pk>/coordination/", inside.coordination, name="coordination"),
    path("<int:pk>/draft/", inside.drafting, name="drafting"),
    path("contributions/<int:pk>/", inside.contribution, name="contribution"),
    path("contributions/<int:pk>/asking/", inside.asking, name="asking"),
    path("drafts/<int:pk>/", inside.draft, name="draft"),
    path("drafts/<int:pk>/revision/", inside.revision, name="revision"),
    path("drafts/<int:pk>/submission/", inside.submission, name="submission"),
    path("drafts/<int:pk>/approval/", inside.approval, name="approval"),
    path("drafts/<int:pk>/sending-back/", inside.sending_back, name="sending-back"),
    path("<int:pk>/cancellation/", moves.cancellation, name="cancellation"),
    path("<int:pk>/evidence/<int:evidence_pk>/", lists.evidence, name="evidence"),
]
