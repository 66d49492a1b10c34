"""What browsers are told of pages that this package serves by itself: the preview's, and those on a hub."""

from __future__ import annotations

from collections.abc import Mapping

# As in demo/page: scripts and styles in files, WebAssembly, and nobody else's server.
_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

PAGE_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Addresses have names in them, or let whoever has one in.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Nothing is kept, told to others, or taken from elsewhere."""
