import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The usage that the server reports for every answer. */
export const REPORTED = { prompt_tokens: 120, completion_tokens: 45 };

/** A server that speaks OpenAI's protocol, counts its calls, and fails where the prompt says so: always, or once. */
export async function startHouseModels() {
  let calls = 0;
  let hasFailedOnce = false;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    calls++;
    const isOnce = body.includes('please fail once');
    const isFailing = isOnce ? !hasFailedOnce : body.includes('please fail');
    hasFailedOnce ||= isOnce;
    response.writeHead(isFailing ? 400 : 200, { 'content-type': 'application/json' });
    const message = { role: 'assistant', content: `Answer ${calls}` };
    const answer = {
      ...{ id: `call-${calls}`, object: 'chat.completion', created: 0, model: 'writer-1' },
      choices: [{ index: 0, message, finish_reason: 'stop' }],
      usage: { ...REPORTED, total_tokens: REPORTED.prompt_tokens + REPORTED.completion_tokens },
    };
    response.end(JSON.stringify(isFailing ? { error: { message: 'It failed' } } : answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls: () => calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type HouseModels = Awaited<ReturnType<typeof startHouseModels>>;
