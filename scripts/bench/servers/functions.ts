import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CallableName, callables, type RequestOf, type ResponseOf } from '@firemeter/functions/contract';
import { build } from 'esbuild';
import { functionsBundle } from '../../stack/build.ts';
import { bin, cloneCache, projectId, root } from '../../stack/paths.ts';
import { Problem } from '../../terminal.ts';
import { type Server, startServer } from './server.ts';

const folder = join(cloneCache, 'bench', 'functions');
const startDeadlineMs = 60_000;

/** Builds the functions as they are deployed, beside the ones that others may be serving. */
export async function buildForBench(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"type":"module","main":"index.js"}');
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await build({ ...functionsBundle, outdir: folder });
}

/** One process of one function, under what Cloud Functions itself runs. */
export async function startFunction(name: CallableName, firestoreAddress: string): Promise<Server> {
  const server = await startServer({
    command: process.execPath,
    args: (port) => [bin('functions-framework'), `--port=${port}`],
    owner: {},
    cwd: folder,
    env: {
      ...process.env,
      FUNCTION_TARGET: name,
      FUNCTION_SIGNATURE_TYPE: 'http',
      FIRESTORE_EMULATOR_HOST: firestoreAddress,
      GCLOUD_PROJECT: projectId,
      DIGEST_KEY: 'bench',
      OPENAI_API_KEY: 'bench',
      // As the Functions emulator does: tokens of the demo project bear no signature.
      FIREBASE_DEBUG_MODE: 'true',
      FIREBASE_DEBUG_FEATURES: '{"skipTokenVerification":true}',
    },
  });
  const untilMs = performance.now() + startDeadlineMs;
  const answers = () => fetch(`http://${server.address}`, { method: 'OPTIONS' }).then(Boolean, () => false);
  while (!(await answers())) {
    if (performance.now() > untilMs) throw new Problem(`${name} does not answer under functions-framework`);
    await sleep(100);
  }
  return server;
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

function tokenOf(uid: string): string {
  const nowS = Math.floor(Date.now() / 1_000);
  const claims = {
    sub: uid,
    user_id: uid,
    email: `${uid}@example.com`,
    email_verified: true,
    aud: projectId,
    iss: `https://securetoken.google.com/${projectId}`,
    iat: nowS,
    exp: nowS + 3_600,
    firebase: { sign_in_provider: 'password', identities: {} },
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`;
}
