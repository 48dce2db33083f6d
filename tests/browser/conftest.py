from tests.browser.served import browser, served_case

__all__ = ["browser", "served_case"]
