"""An SSH server that lets everybody in and answers no global request: what some appliances do with keepalives."""
import socket
import sys

import paramiko


class Ignoring(paramiko.Transport):
    def _parse_global_request(self, m):
        pass


Ignoring._handler_table = {
    **paramiko.Transport._handler_table,
    paramiko.common.MSG_GLOBAL_REQUEST: Ignoring._parse_global_request,
}


class Everybody(paramiko.ServerInterface):
    def check_auth_none(self, username):
        return paramiko.AUTH_SUCCESSFUL


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(5)
print(listener.getsockname()[1], flush=True)
kept = []
while True:
    connection, _ = listener.accept()
    transport = Ignoring(connection)
    transport.add_server_key(paramiko.Ed25519Key.from_private_key_file(sys.argv[1]))
    transport.start_server(server=Everybody())
    kept.append(transport)
