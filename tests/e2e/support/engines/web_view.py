"""A window that shows one web page and nothing else, for WebKitWebDriver; its camera shows a drawn pattern.

The only argument is a script that runs in every document before the document's own.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402


def create_view(_session):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    settings = view.get_settings()
    settings.set_enable_media_stream(True)
    settings.set_enable_mock_capture_devices(True)
    first = WebKit2.UserScript(
        sys.argv[1],
        WebKit2.UserContentInjectedFrames.ALL_FRAMES,
        WebKit2.UserScriptInjectionTime.START,
        None,
        None,
    )
    view.get_user_content_manager().add_script(first)
    view.connect("permission-request", allow)
    window = Gtk.Window(decorated=False)
    window.connect("destroy", Gtk.main_quit)
    window.add(view)
    window.show_all()
    return view


def allow(_view, request):
    request.allow()
    return True


def start(_context, session):
    session.connect("create-web-view", create_view)


context = WebKit2.WebContext.new_ephemeral()
context.set_automation_allowed(True)
context.connect("automation-started", start)
Gtk.main()
