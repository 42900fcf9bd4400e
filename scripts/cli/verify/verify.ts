import { setTimeout as wait } from 'node:timers/promises';
import { newRequestId } from '../../../web/kit/core/new-request-id.ts';
import { Problem, say, step } from '../../stack/terminal.ts';
import { Site } from './site.ts';

const pictureOf = { prompt: 'a lighthouse at dusk' };
const POLL_MS = 2_000;
const REEL_DEADLINE_MS = 20 * 60_000;

/**
 * Checks from outside, end to end, whether a running system does what it is for. Signs in as CHECK_EMAIL with CHECK_PASSWORD
 * (the demo's creator on this machine), and spends the price of an image, with `reel` that of the shortest reel too.
 */
export async function verify({
  url,
  reel,
}: {
  readonly url: string;
  readonly reel?: boolean;
}): Promise<void> {
  if (!URL.canParse(url)) throw new Problem(`"${url}" is no address. It begins with https://.`);
  const site = new Site(url);
  const person = personFor(site);
  const startedMs = performance.now();

  await step('The app is served', async () => {
    const { body } = await site.expect(200, '/');
    if (!String(body).includes('<div id="root">'))
      throw new Problem('There is another page at this address.');
  });
  await step('The API and its prices are there', async () => {
    await site.expect(200, '/api/openapi.json');
    await site.expect(200, '/api/credit-packs');
  });
  await step('Nobody gets in without a token', () => site.expect(401, '/api/credits', { anonymous: true }));
  await step(`${person.email} signs in and has an account`, async () => {
    await site.signIn(person);
    await site.expect(200, '/api/open-account', { body: {} });
  });
  await step('What cannot be is refused, and costs nothing', async (progress) => {
    const before = await remaining(site);
    await site.expect(400, '/api/generate-image', { body: {} });
    await site.expect(409, '/api/generate-image', { body: { ...pictureOf, shownPriceMicros: 0 } });
    expectSame(await remaining(site), before, 'A refused request changed the balance');
    progress.note(`${before / 1_000_000} credits`);
  });
  await step('A picture is made, charged once, and told again when asked again', async (progress) => {
    const before = await remaining(site);
    const key = newRequestId();
    const made = await site.expect(200, '/api/generate-image', { body: pictureOf, key });
    const again = await site.expect(200, '/api/generate-image', { body: pictureOf, key });
    expectSame(again.body.activityId, made.body.activityId, 'The retry was another request');
    const { capturedMicros } = made.body;
    expectSame(await remaining(site), before - capturedMicros, 'The balance is not what it should be');
    const { body: activity } = await site.expect(200, `/api/activities/${key}`);
    expectSame(activity.status, 'completed', 'The activity does not say that it is done');
    await site.expect(200, `/api/activities/${key}/link`);
    progress.note(`${capturedMicros / 1_000_000} credits`);
  });
  if (reel) {
    await step('A reel is made from story to video, and costs the sum of its steps', async (progress) => {
      const before = await remaining(site);
      const wish = {
        prompt: 'A kite that wanted to see the sea',
        scenes: 1,
        pictures: 1,
        music: true,
        polish: false,
      };
      const { body } = await site.expect(200, '/api/start-reel', { body: { wish } });
      const steps = await finishedReel(site, body.reelId, (text) => progress.note(text));
      const spent = steps.reduce((sum, { capturedMicros }) => sum + capturedMicros, 0);
      expectSame(await remaining(site), before - spent, 'The balance is not what it should be');
      progress.note(`${spent / 1_000_000} credits`);
    });
  }
  say(`\n${url} works (${Math.round((performance.now() - startedMs) / 1_000)} s).`);
}

function personFor(site: Site): { email: string; password: string } {
  const { CHECK_EMAIL: email, CHECK_PASSWORD: password } = process.env;
  if (email && password) return { email, password };
  if (site.isLocal) return { email: 'creator@demo.firemeter', password: 'demo-password' };
  throw new Problem('Set CHECK_EMAIL and CHECK_PASSWORD to a user of this system.');
}

async function remaining(site: Site): Promise<number> {
  const { body } = await site.expect(200, '/api/credits');
  return body.remainingMicros;
}

interface Step {
  readonly name: string;
  readonly status: string;
  readonly capturedMicros: number;
  readonly failure: { readonly message: string } | null;
}

async function finishedReel(site: Site, reelId: string, tell: (text: string) => void): Promise<Step[]> {
  const untilMs = performance.now() + REEL_DEADLINE_MS;
  for (;;) {
    const { body } = await site.expect(200, `/api/reels/${reelId}`);
    const steps: Step[] = body.steps;
    if (body.status === 'completed') return steps;
    const failed = steps.find(({ status }) => status === 'failed');
    if (failed) throw new Problem(`The step ${failed.name} failed: ${failed.failure?.message}`);
    if (performance.now() > untilMs) throw new Problem(`The reel ${reelId} is not done: ${body.status}`);
    tell(steps.find(({ status }) => status !== 'completed')?.name ?? '');
    await wait(POLL_MS);
  }
}

function expectSame(found: unknown, expected: unknown, problem: string): void {
  if (found !== expected) throw new Problem(`${problem}: ${found} instead of ${expected}.`);
}
