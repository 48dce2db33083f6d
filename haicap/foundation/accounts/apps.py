from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "haicap.foundation.accounts"
    label = "accounts"
