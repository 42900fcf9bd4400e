/**
 * Puts a distance between a client and a server: every byte arrives half a round trip later, in either direction. It
 * passes bytes on and knows no protocol, so that it is the same distance for every arm. A process of its own.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

const [host, port] = (process.argv[2] ?? '').split(':');
const oneWayMs = Number(process.argv[3]) / 2;

const server = createServer({ noDelay: true }, (near) => {
  const far = connect({ host, port: Number(port), noDelay: true });
  carry(near, far);
  carry(far, near);
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit());

function carry(from: Socket, to: Socket): void {
  const later = (act: () => void) => setTimeout(() => to.destroyed || act(), oneWayMs);
  from.on('data', (chunk) => later(() => to.write(chunk)));
  from.on('end', () => later(() => to.end()));
  from.on('close', () => later(() => to.destroy()));
  from.on('error', () => to.destroy());
}
