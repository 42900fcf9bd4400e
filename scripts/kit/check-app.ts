import assert from 'node:assert/strict';
import { deleteApp, initializeApp } from 'firebase/app';
import { connectAuthEmulator, createUserWithEmailAndPassword, getAuth } from 'firebase/auth';
import { connectFirestoreEmulator, doc, getDoc, getFirestore, setDoc } from 'firebase/firestore';
import { connectFunctionsEmulator, getFunctions, httpsCallable } from 'firebase/functions';
import { newRequestId } from '../../web/kit/core/new-request-id.ts';
import { step } from '../stack/terminal.ts';
import type { Tally } from '../testing/tally.ts';
import { checkPage } from './check-page.ts';
import { type HouseModels, REPORTED } from './house-models.ts';
import type { ServedApp } from './serve-host-app.ts';

/** The response of a metered callable. */
interface Answer {
  readonly kind: 'ran' | 'replayed';
  readonly value: string | null;
  readonly capturedMicros: number;
  readonly remainingMicros: number;
}

/** Runs a test of the app, and counts it. */
export type Check = (what: string, test: () => Promise<void> | void) => Promise<void>;

/** A thousand tokens cost one credit in and two out. */
const PRICE_MICROS = REPORTED.prompt_tokens * 1_000 + REPORTED.completion_tokens * 2_000;
const WELCOME_MICROS = 20_000_000;
const MAX_ADDED_LINES = 10;

/** Uses the app as its users do, and checks their charges. */
export async function checkApp(kit: {
  readonly app: ServedApp;
  readonly models: HouseModels;
  readonly addedLines: number;
  readonly pageAddress: string;
}): Promise<Tally> {
  const { models, addedLines } = kit;
  const user = await signUp(kit.app);
  const tally: Tally = { passed: 0, failed: 0 };
  const check: Check = async (what, test) => {
    try {
      await step(what, test);
      tally.passed++;
    } catch (error) {
      tally.failed++;
      console.error(error);
    }
  };

  await check(
    `adding Firemeter took at most ${MAX_ADDED_LINES} lines of the app's own files: ${addedLines}`,
    () => {
      assert.ok(addedLines <= MAX_ADDED_LINES);
    },
  );
  let spentMicros = 0;
  await check('a callable with the AI SDK is charged by the tokens that its model reported', async () => {
    const { kind, value, ...charged } = await user.call('summarize', { input: { text: 'A long story.' } });
    assert.equal(kind, 'ran');
    assert.match(value ?? '', /^Answer/);
    spentMicros += PRICE_MICROS;
    assert.equal(charged.capturedMicros, PRICE_MICROS);
    assert.equal(charged.remainingMicros, WELCOME_MICROS - spentMicros);
  });
  await check('a flow of Genkit is charged by the tokens that its model reported', async () => {
    const answer = await user.call('ask', { input: { question: 'Why is the sky blue?' } });
    spentMicros += PRICE_MICROS;
    assert.equal(answer.capturedMicros, PRICE_MICROS);
    assert.equal(answer.remainingMicros, WELCOME_MICROS - spentMicros);
  });
  await check('work that fails costs nothing', async () => {
    for (const [name, input] of [
      ['summarize', { text: 'please fail' }],
      ['ask', { question: 'please fail' }],
    ] as const) {
      await assert.rejects(user.call(name, { input }));
    }
    const { remainingMicros } = await user.openAccount();
    assert.equal(remainingMicros, WELCOME_MICROS - spentMicros);
  });
  await check('a request that is repeated is charged once, and answered the same', async () => {
    const request = { requestId: newRequestId(), input: { text: 'Once upon a time.' } };
    const before = models.calls();
    const first = await user.call('summarize', request);
    const again = await user.call('summarize', request);
    spentMicros += PRICE_MICROS;
    assert.equal(models.calls(), before + 1);
    assert.deepEqual([again.kind, again.value], ['replayed', first.value]);
    assert.equal(again.remainingMicros, WELCOME_MICROS - spentMicros);
  });
  await check('an input that is none is refused with a typed error, and holds nothing', async () => {
    await assert.rejects(user.call('summarize', { input: { text: '' } }), {
      code: 'functions/invalid-argument',
    });
  });
  await check("the app's own `role` claims mean nothing here", async () => {
    await user.claim({ role: 'owner' });
    const grant = { requestId: newRequestId(), to: { uid: user.uid }, amountMicros: 1, source: 'bonus' };
    const call = user.callAny('grantCreditsToUser', { ...grant, expiresAtMs: null, reason: 'Because' });
    await assert.rejects(call, { code: 'functions/permission-denied' });
  });
  await check("the app's own rules are in force, and keep everyone out of the credits", async () => {
    await setDoc(doc(user.firestore, 'notes', user.uid), { text: 'mine' });
    await assert.rejects(getDoc(doc(user.firestore, 'notes', 'another')), { code: 'permission-denied' });
    await assert.rejects(setDoc(doc(user.firestore, 'accounts', user.uid), { lots: [] }), {
      code: 'permission-denied',
    });
  });
  await user.close();
  await checkPage(kit.pageAddress, check);
  return tally;
}

async function signUp({ ports, project }: ServedApp) {
  const app = initializeApp({ projectId: project, apiKey: 'demo' }, 'kit');
  const [auth, firestore, functions] = [getAuth(app), getFirestore(app), getFunctions(app, 'us-central1')];
  connectAuthEmulator(auth, `http://127.0.0.1:${ports.auth}`, { disableWarnings: true });
  connectFirestoreEmulator(firestore, '127.0.0.1', ports.firestore);
  connectFunctionsEmulator(functions, '127.0.0.1', ports.functions);
  const { user } = await createUserWithEmailAndPassword(auth, 'ann@example.com', 'a-long-password');
  const callAny = async (name: string, data: object): Promise<unknown> =>
    (await httpsCallable(functions, name)(data)).data;
  return {
    ...{ uid: user.uid, firestore, callAny },
    call: async (name: string, data: object) =>
      (await callAny(name, { requestId: newRequestId(), ...data })) as Answer,
    openAccount: async () => (await callAny('openAccount', {})) as { remainingMicros: number },
    /** Sets claims as the app's own server would. */
    async claim(claims: object) {
      const url = `http://127.0.0.1:${ports.auth}/identitytoolkit.googleapis.com/v1/projects/${project}/accounts:update`;
      const body = JSON.stringify({ localId: user.uid, customAttributes: JSON.stringify(claims) });
      const headers = { authorization: 'Bearer owner', 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body });
      assert.equal(response.status, 200);
      await user.getIdToken(true);
    },
    close: () => deleteApp(app),
  };
}
