"""The declared network as a picture: Mermaid text, or an SVG that needs nothing else."""
