// A path on 127.0.0.1 that forgets a connection on which nothing has moved for a while, as a NAT does: from then on
// nothing passes, and neither end hears of it.
import net from 'node:net';

export async function startForgetfulRelay(target, forgetAfter) {
  const sockets = new Set();
  const server = net.createServer((near) => {
    const far = net.connect(target, '127.0.0.1');
    let moved = Date.now();
    let forgotten = false;
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(from);
      from.setNoDelay(true).on('error', () => {});
      from.on('data', (data) => {
        forgotten ||= Date.now() - moved > forgetAfter;
        if (forgotten) return;
        moved = Date.now();
        to.write(data);
      });
      from.on('close', () => !forgotten && to.destroy());
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
