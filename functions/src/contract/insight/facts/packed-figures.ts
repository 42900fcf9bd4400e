import type { z } from 'zod';
import { decodeStored } from '../../store/stored-document.ts';

/** Packs figures as deflated JSON. */
export async function packFigures(figures: unknown): Promise<Uint8Array> {
  const json = new Blob([JSON.stringify(figures)]);
  return readAll(json.stream().pipeThrough(new CompressionStream('deflate-raw')));
}

/**
 * Unpacks figures in a browser or on the server, and adds fields that an older document lacks.
 * @throws ZodError when they don't match the schema
 */
export async function unpackFigures<S extends z.ZodType>(schema: S, bytes: Uint8Array): Promise<z.output<S>> {
  const packed = new Blob([new Uint8Array(bytes)]);
  const json = await readAll(packed.stream().pipeThrough(new DecompressionStream('deflate-raw')));
  return decodeStored(schema, JSON.parse(new TextDecoder().decode(json)));
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream as never).arrayBuffer());
}
