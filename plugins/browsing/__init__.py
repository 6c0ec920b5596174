"""Drawings that only a browser can draw: pages of HTML and CSS, and HTML within SVG."""
