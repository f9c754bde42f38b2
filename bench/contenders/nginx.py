"""nginx with the body of an answer as a file."""

import getpass
from pathlib import Path

_TEXT = """
user {user};
daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  default_type application/json;
  sendfile on;
  keepalive_requests 1000000000;
  open_file_cache max=10;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location = /api/targets {{ alias {body}; }}
  }}
}}
"""


def configuration(scratch: Path, port: int, workers: int) -> Path:
    """Write the configuration, and return where it stands."""
    folder = scratch / f"nginx-{port}"
    folder.mkdir(exist_ok=True)
    body = scratch / "answer" / "body"
    file = folder / "nginx.conf"
    asked = {"folder": folder, "port": port, "workers": workers, "body": body}
    # Started by root its workers would run as a user who may not read the file.
    file.write_text(_TEXT.format(user=getpass.getuser(), **asked))
    return file
