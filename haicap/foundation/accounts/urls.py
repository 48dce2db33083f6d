from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.SignInPage.as_view(), name="sign-in"),
    path("sign-in/code/", views.code, name="code"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("language/", views.language, name="language"),
    path("colours/", views.colours, name="colours"),
    path("account/", views.account, name="account"),
    path("account/password/", views.password, name="password"),
    path("account/email/", views.email, name="email"),
    path("account/email/<str:token>/confirming/", views.confirm_email, name="confirm-email"),
    path("account/sign-ins/", views.sign_ins, name="sign-ins"),
    path("account/sign-ins/ending/", views.end_other_sign_ins, name="end-other-sign-ins"),
    path("account/sign-ins/<int:pk>/ending/", views.end_sign_in, name="end-sign-in"),
    path("account/second-factor/", views.second_factor, name="second-factor"),
]
