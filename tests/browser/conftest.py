from haicap.foundation.ui.testing import browser
from tests.browser.served import served_case

__all__ = ["browser", "served_case"]
