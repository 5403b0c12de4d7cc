"""Fetches the report of the night from the database server."""

import paramiko


def fetch(host: str) -> bytes:
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect(host, username="backup", timeout=10)
    try:
        _, output, _ = client.exec_command("cat /var/reports/latest.csv", timeout=60)
        return output.read()
    finally:
        client.close()


def follow(host: str) -> None:
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect(host, username="backup", timeout=10, banner_timeout=20, auth_timeout=20)
    client.get_transport().set_keepalive(30)
    _, output, _ = client.exec_command("tail -f /var/log/backup.log")
    for line in output:
        print(line, end="")


if __name__ == "__main__":
    print(fetch("db.example.org").decode())
