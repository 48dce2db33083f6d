"""Addresses of units, found and listed, and of the people in them."""

from django.urls import path

from .views import accounts, appointments, deputising, groups, people, rosters, units

app_name = "organisations"
urlpatterns = [
    path("units/", units.province, name="province"),
    path("units/provinces/", units.provinces, name="provinces"),
    path("units/find", units.find, name="find"),
    path("units/<str:key>/", units.unit, name="unit"),
    path("units/<str:key>/people/", people.people, name="people"),
    path("units/<str:key>/people/account/", accounts.opening, name="opening"),
    path("units/<str:key>/people/appointment/", appointments.appointment, name="appointment"),
    path("units/<str:key>/people/list/", rosters.roster, name="roster"),
    path("units/<str:key>/people/list/template/", rosters.template, name="roster-template"),
    path("units/<str:key>/people/list/taking/", rosters.taking, name="roster-taking"),
    path("appointments/<int:pk>/end/", appointments.ending, name="ending"),
    path("appointments/<int:pk>/deputising/", deputising.entrusting, name="entrusting"),
    path("deputising/<int:pk>/ending/", deputising.ending, name="end-deputising"),
    path("positions/", deputising.positions, name="positions"),
    path("people/<str:username>/", people.person, name="person"),
    path("people/<str:username>/password/", accounts.password, name="password"),
    path("people/<str:username>/off/", accounts.off, name="off"),
    path("people/<str:username>/on/", accounts.on, name="on"),
    path("people/<str:username>/second-factor/", accounts.second_factor, name="second-factor"),
    path("working-groups/", units.working_groups, name="working-groups"),
    path("working-groups/new/", groups.forming, name="forming"),
]
