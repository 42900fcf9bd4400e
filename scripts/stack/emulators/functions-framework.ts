import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { functionsBundle } from '../build.ts';
import { projectId, root } from '../paths.ts';

/** Builds the functions as they are deployed, in a folder of their own, beside those that others may be serving. */
export async function buildFunctionsIn(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"type":"module","main":"index.js"}');
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await build({ ...functionsBundle, outdir: folder });
}

/** The environment in which functions-framework, which Cloud Functions itself runs, serves one function. */
export function frameworkEnv(target: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    FUNCTION_TARGET: target,
    FUNCTION_SIGNATURE_TYPE: 'http',
    GCLOUD_PROJECT: projectId,
    DIGEST_KEY: 'test-key',
    OPENAI_API_KEY: '',
    // As the Functions emulator does: tokens of the demo project bear no signature.
    FIREBASE_DEBUG_MODE: 'true',
    FIREBASE_DEBUG_FEATURES: '{"skipTokenVerification":true}',
  };
}

/** Whether a function answers at an address before `isOver`. */
export async function answersBefore(address: string, isOver: () => boolean): Promise<boolean> {
  while (!isOver()) {
    const answers = await fetch(address, { method: 'OPTIONS' }).then(Boolean, () => false);
    if (answers) return true;
    await sleep(50);
  }
  return false;
}

/** An ID token of the demo project. */
export function tokenOf(uid: string): string {
  const nowS = Math.floor(Date.now() / 1_000);
  const claims = {
    sub: uid,
    user_id: uid,
    email: `${uid}@example.com`,
    email_verified: true,
    aud: projectId,
    iss: `https://securetoken.google.com/${projectId}`,
    auth_time: nowS,
    iat: nowS,
    exp: nowS + 3_600,
    firebase: { sign_in_provider: 'password', identities: {} },
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`;
}
