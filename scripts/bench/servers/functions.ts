import { join } from 'node:path';
import { type CallableName, callables, type RequestOf, type ResponseOf } from '@firemeter/functions/contract';
import {
  answersBefore,
  buildFunctionsIn,
  frameworkEnv,
  tokenOf,
} from '../../stack/emulators/functions-framework.ts';
import { bin, cloneCache } from '../../stack/paths.ts';
import { Problem } from '../../stack/terminal.ts';
import { type Server, startServer } from './server.ts';

const folder = join(cloneCache, 'bench', 'functions');
const startDeadlineMs = 60_000;

export function buildForBench(): Promise<void> {
  return buildFunctionsIn(folder);
}

/** One process of one function, under what Cloud Functions itself runs. */
export async function startFunction(name: CallableName, firestoreAddress: string): Promise<Server> {
  const server = await startServer({
    command: process.execPath,
    args: (port) => [bin('functions-framework'), `--port=${port}`],
    owner: {},
    cwd: folder,
    env: { ...frameworkEnv(name), FIRESTORE_EMULATOR_HOST: firestoreAddress },
  });
  const untilMs = performance.now() + startDeadlineMs;
  if (await answersBefore(`http://${server.address}`, () => performance.now() > untilMs)) return server;
  throw new Problem(`${name} does not answer under functions-framework`);
}

export class CallFailed extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Calls a function as a person. */
export async function callFunction<N extends CallableName>(
  address: string,
  name: N,
  { uid, request }: { uid: string; request: RequestOf<N> },
): Promise<ResponseOf<N>> {
  const response = await fetch(`http://${address}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenOf(uid)}` },
    body: JSON.stringify({ data: request }),
  });
  const answer = (await response.json()) as { result: unknown; error?: { details?: { code?: string } } };
  if (!response.ok) throw new CallFailed(answer.error?.details?.code ?? `HTTP ${response.status}`);
  return callables[name].response.parse(answer.result) as ResponseOf<N>;
}
