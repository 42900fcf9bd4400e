/**
 * Stands between the Firestore SDK and the emulator and counts what passes as Firestore bills it: remote calls, documents
 * read, written and deleted. A process of its own: run by `wire.ts`, which asks it for its counts.
 */
import { connect, constants, createServer, type Http2Server, type IncomingHttpHeaders } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Counts } from './wire.ts';

const [target = ''] = process.argv.slice(2);
const service = '/google.firestore.v1.Firestore/';
const counts: Counts = { calls: 0, reads: 0, writes: 0, deletes: 0 };

const server = createServer();
relay(server);
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', () => process.send?.({ counts }));
process.on('disconnect', () => process.exit());

function relay(from: Http2Server): void {
  from.on('session', (session) => {
    const upstream = connect(`http://${target}`);
    upstream.on('error', () => session.destroy());
    session.on('error', () => upstream.destroy());
    session.on('close', () => upstream.destroy());
    session.on('stream', (stream, headers) => {
      const method = String(headers[':path']).replace(service, '');
      const call = upstream.request(withoutConnectionHeaders(headers), { endStream: false });
      const changed = { writes: 0, deletes: 0 };
      let found = 0;
      let trailers: IncomingHttpHeaders = {};
      counts.calls++;

      const seeRequest = eachMessage((message) => {
        if (method !== 'Commit' && method !== 'BatchWrite') return;
        for (const write of fieldsOf(message, 2)) {
          if (fieldsOf(write, 2).length > 0) changed.deletes++;
          else changed.writes++;
        }
      });
      const seeResponse = eachMessage((message) => {
        if (method === 'BatchGetDocuments')
          found += fieldsOf(message, 1).length + fieldsOf(message, 2).length;
        if (method === 'RunQuery') found += fieldsOf(message, 1).length;
        // The emulator doesn't say how many index entries it counted: up to a thousand are one read.
        if (method === 'RunAggregationQuery') found = 1;
        // Changed, or not there. The listener stays open: it can't be counted when it ends.
        if (method === 'Listen') counts.reads += fieldsOf(message, 3).length + fieldsOf(message, 4).length;
      });
      const finish = (end: IncomingHttpHeaders) => {
        if (end['grpc-status'] !== '0') return;
        counts.writes += changed.writes;
        counts.deletes += changed.deletes;
        // A query that finds nothing is billed as one read.
        counts.reads += method === 'RunQuery' ? Math.max(1, found) : found;
      };

      stream.on('data', (chunk: Buffer) => {
        seeRequest(chunk);
        call.write(chunk);
      });
      stream.on('end', () => call.end());
      stream.on('close', () => call.close(stream.rstCode ?? constants.NGHTTP2_NO_ERROR));
      stream.on('error', () => call.destroy());

      call.on('response', (answer, flags) => {
        const isAll = Boolean(flags & constants.NGHTTP2_FLAG_END_STREAM);
        if (isAll) finish(answer);
        if (!stream.destroyed)
          stream.respond(answer, isAll ? { endStream: true } : { waitForTrailers: true });
      });
      call.on('trailers', (end) => {
        trailers = end;
        finish(end);
      });
      call.on('data', (chunk: Buffer) => {
        seeResponse(chunk);
        if (!stream.destroyed) stream.write(chunk);
      });
      call.on('end', () => stream.end());
      call.on('error', () => stream.destroy());
      stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    });
  });
}

function withoutConnectionHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { connection: _, 'http2-settings': __, ...rest } = headers;
  return rest;
}

/** Cuts a stream into gRPC messages: one byte of flags, four of length, then the message. */
function eachMessage(see: (message: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
      const end = 5 + rest.readUInt32BE(1);
      if (rest[0] !== 0) throw new Error('A compressed message cannot be counted');
      see(rest.subarray(5, end));
      rest = rest.subarray(end);
    }
  };
}

/** The values of a field at the top of a protocol buffer, where they have a length. */
function fieldsOf(message: Buffer, wanted: number): Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = varint();
    switch (key % 8) {
      case 0:
        varint();
        break;
      case 1:
        at += 8;
        break;
      case 2: {
        const length = varint();
        if (Math.floor(key / 8) === wanted) found.push(message.subarray(at, at + length));
        at += length;
        break;
      }
      case 5:
        at += 4;
        break;
      default:
        throw new Error(`Not a protocol buffer: wire type ${key % 8}`);
    }
  }
  return found;
}
