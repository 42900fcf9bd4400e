import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CATALOG_CONFIG, collections } from '../../functions/src/contract/index.ts';
import { projectId, root } from '../stack/paths.ts';
import { freeOffsetForTests, portsAt, takenServices } from '../stack/ports.ts';
import { type Running, run } from './run-command.ts';

const longCommands = 'long-commands.test.ts';

/** Each command of the documents, and the test that runs it. A new one needs a line here, and a test. */
const runBy = {
  'npm start': 'npm start, below',
  'npm start -- --port-offset 10': 'npm start, below',
  'npm start -- --preset gallery': 'the part web of npm test',
  'npm start -- --preset reelbanana': 'a preset, below',
  'npm start -- --preset videoremix': 'the part web of npm test',
  'npm start -- --keep': 'Ctrl-C leaves nothing running, below',
  'npm run job -- NAME': 'npm run job, below',
  'npm run job -- reconcileStripe': 'npm run job, below',
  'npm run grant-admin -- EMAIL ROLE': 'npm run grant-admin, below',
  'npm run grant-admin -- EMAIL owner --project ID': 'npm run grant-admin, below, but for Google’s door',
  'npm run stripe-sync': 'npm run stripe-sync, below',
  'npm run stripe-sync -- --project ID': 'npm run stripe-sync, below, but for Stripe’s door',
  'npm run check-live -- URL': 'npm run check-live, below',
  'npm run job -- retryParkedEvents': 'npm run job, below',
  'npm run migrate': 'npm run migrate, below',
  'npm run migrate -- --to 2': 'npm run migrate, below',
  'npm run side-by-side': `npm run side-by-side, in ${longCommands}`,
  'npm run migrate -- --project ID --roles': 'npm run migrate, below, but for Google’s door',
  'npm run migrate -- --project ID': 'npm run migrate, below, but for Google’s door',
  'npm run migrate -- --project ID --dry-run': 'npm run migrate, below, but for Google’s door',
  'npm run migrate -- --project ID --to VERSION': 'npm run migrate, below, but for Google’s door',
  'npm run rebuild-usage -- --project ID': 'npm run rebuild-usage, below, but for Google’s door',
  'npm run rebuild-usage -- --project ID --logs': 'npm run rebuild-usage, below, but for Google’s door',
  'npm run replay-erasures -- --project ID --dry-run':
    'npm run replay-erasures, below, but for Google’s door',
  'npm run replay-erasures -- --project ID': 'npm run replay-erasures, below, but for Google’s door',
  'npm run deploy': 'npm run deploy, below',
  'npm run migrate -- --roles': 'npm run migrate, below',
  'npm run deploy -- --project ID --dry-run': 'npm run deploy, below',
  'npm run deploy -- --project ID': 'npm run deploy, below, but for Google’s door',
  'npm run dev': 'npm run dev, below',
  'npm test': 'CI, which is how you read this',
  'npm test -- unit': 'the part of npm test by that name',
  'npm test -- emulator': 'the part of npm test by that name',
  'npm run check': 'the part static of npm test',
  'npm run kit': 'itself, since it is a test: run it after you change what other apps install',
  'npm run package': 'npm run kit, which installs what it packs',
  'firebase emulators:exec --only firestore "npx firemeter init --yes"':
    'npm run kit, which runs the emulator in another way',
  'npx @changesets/cli add': 'the release workflow, which reads what it writes',
  'npx firemeter': 'npx firemeter, below, and the npm scripts, which run its commands',
  'npx firemeter init': 'scripts/cli/init/init.test.ts, and packed by npm run kit',
  'npx firemeter doctor': 'npx firemeter, below, and scripts/cli/doctor/doctor.test.ts',
  'npx firemeter account EMAIL': 'npx firemeter, below',
  'npx firemeter price --credit-usd 0.09': 'npx firemeter, below',
  'npx firemeter grant-admin EMAIL ROLE': 'npm run grant-admin, below, which is the same command',
  'npx firemeter job NAME': 'npm run job, below, which is the same command',
  'npx firemeter stripe-sync': 'npm run stripe-sync, below, which is the same command',
  'npx firemeter migrate': 'npm run migrate, below, which is the same command',
  'npx firemeter verify --url URL': 'npm run check-live, below, which is the same command',
  'npx firemeter init --undo': 'scripts/cli/init/init.test.ts',
  'npx firemeter init --groups payments': 'scripts/cli/init/init.test.ts',
  'npx firemeter grant-admin EMAIL owner --project ID':
    'npm run grant-admin, below, which is the same command',
  'npm run package -- --publish': 'the release workflow, after npm run kit has installed the same packages',
  'npm install @firemeter/react': 'npm run kit, which installs what is packed',
  'npm install @firemeter/functions': 'npm run kit, which installs what is packed',
  'npm install -D firemeter': 'npm run kit, which installs what is packed',
  'npm run soak': 'the same tests as npm test, on other inputs',
  'npm run mutants': 'npm run mutants, below, one planted bug',
  'npm run side-by-side -- COMMIT': `npm run side-by-side, in ${longCommands}`,
  'npm run bench': 'npm run bench, below, two parts of it',
  'npm run bench -- moderation': 'npm run bench, below',
  'npm run bench -- refunds': `npm run bench -- refunds, in ${longCommands}, with fewer requests`,
  'npm run emulators': 'the emulators of npm test',
  'npm run screens': 'a sample of its pages, in languages.spec.ts of the part web',
  'npm run messages': 'the check of the messages in the part static',
  'npm run staff-matrix': 'the check of docs/admin.md in the part static',
  'npm run personal-data': 'the check of docs/personal-data.md in the part static',
  'npm run lock-functions': 'the check of functions/package-lock.json in the part static',
  'npm ci': 'every npm script, where what is installed is not what the lockfile says',
  'npm ci --omit=dev': 'the part deploy of npm test, in a copy of functions/',
  'npx vitest --project emulator admission': 'the part emulator of npm test',
  'npx playwright test': 'the part web of npm test',
  'npm run job -- verifyLedger': 'npm run job, below',
  'npx biome check --write': 'the check of the format in the part static',
};

/** Its blocks are one script, which is run from its first line to its last. */
const apiDocument = 'docs/api.md';
/** Its program is run as it stands. */
const integrationDocument = 'docs/integration.md';

test('every command in the documents is run by a test', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...markdownIn('docs')].filter(
    (document) => document !== apiDocument,
  );
  const commands = documents.flatMap((document) => commandsIn(readFileSync(join(root, document), 'utf8')));
  expect(commands.length).toBeGreaterThan(10);
  expect(commands.filter((command) => !Object.keys(runBy).includes(command))).toEqual([]);
});

test('the tests that run the commands exist', () => {
  const titlesIn = (file: string) => {
    const source = readFileSync(join(import.meta.dirname, file), 'utf8');
    return [...source.matchAll(/\btest\('([^']+)'/g)].map(([, title]) => title ?? '');
  };
  const namedBefore = (where: string) => Object.values(runBy).flatMap((by) => by.split(where).slice(0, -1));
  const here = namedBefore(', below');
  expect(here.length).toBeGreaterThan(10);
  const long = namedBefore(`, in ${longCommands}`);
  expect(long.length).toBeGreaterThan(1);
  const missing = (names: string[], titles: string[]) =>
    names.filter((name) => !titles.some((title) => title.startsWith(name)));
  expect(missing(here, titlesIn('commands.test.ts'))).toEqual([]);
  expect(missing(long, titlesIn(longCommands))).toEqual([]);
  const files = Object.values(runBy).flatMap((by) => by.match(/\bscripts\/\S+\.test\.ts/g) ?? []);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

describe('on a machine of its own', () => {
  let offset = 0;
  let app: Running;

  beforeAll(async () => {
    offset = await freeOffsetForTests();
    app = run(['start', '--', '--port-offset', String(offset), '--keep']);
    await app.until('Ctrl-C stops everything');
  });
  afterAll(async () => {
    await app.stop();
    rmSync(join(root, '.emulator-data', `offset-${offset}`), { recursive: true, force: true });
  });

  /**
   * Deletes a field in the emulator over HTTP. The SDK would look for a cloud machine around it first, which takes minutes
   * on some networks.
   */
  async function deleteField(document: string, field: string) {
    const address = `http://127.0.0.1:${portsAt(offset).firestore}/v1/projects/${projectId}/databases/(default)/documents/${document}`;
    const response = await fetch(`${address}?updateMask.fieldPaths=${field}&currentDocument.exists=true`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
      body: JSON.stringify({ fields: {} }),
    });
    expect(response.status).toBe(200);
  }

  test('npm start prints where to look and whom to sign in as', () => {
    expect(app.output()).toContain(`http://127.0.0.1:${portsAt(offset).hosting}`);
    for (const email of ['creator@demo.firemeter', 'admin@demo.firemeter'])
      expect(app.output()).toContain(email);
  });

  test('the requests of the API document do what it says they do', async () => {
    const { hosting, auth } = portsAt(offset);
    const script = blocksOf(readFileSync(join(root, apiDocument), 'utf8'), 'sh')
      .join('\n')
      .replace('@firemeter/react/core', '#kit/core.ts')
      .replace('127.0.0.1:5000', `127.0.0.1:${hosting}`)
      .replace('127.0.0.1:9099', `127.0.0.1:${auth}`);
    const ran = run(['-c', `set -eu\n${script}`], 'bash');
    expect({ code: await ran.ended, output: ran.output() }).toMatchObject({ code: 0 });
    for (const told of [
      '"kind":"person"',
      '"savingsPercent":',
      '"mediaType":"image/',
      '"finish":"stop"',
      '"code":"invalid-argument"',
    ]) {
      expect(ran.output()).toContain(told);
    }
  });

  test('the program of the integration document sells work on both sides, and gives back what failed', async () => {
    const { auth, firestore, functions } = portsAt(offset);
    const program = blocksOf(readFileSync(join(root, integrationDocument), 'utf8'), 'ts')
      .join('\n')
      .replace('@firemeter/react/core', '#kit/core.ts')
      .replace('127.0.0.1:9099', `127.0.0.1:${auth}`)
      .replace("'127.0.0.1', 8080", `'127.0.0.1', ${firestore}`)
      .replace("'127.0.0.1', 5001", `'127.0.0.1', ${functions}`);
    const file = join(root, 'web/src', `integration-${offset}.ts`);
    writeFileSync(file, `${program}\nprocess.exit();\n`);
    try {
      const ran = run([file], process.execPath);
      expect({ code: await ran.ended, output: ran.output() }).toMatchObject({ code: 0 });
      const told = Object.fromEntries(
        [...ran.output().matchAll(/^(\w+): (.+)$/gm)].map(([, name, rest]) => [name, rest]),
      );
      const left = (name: string) => Number(told[name]?.split(' ').at(-1));
      expect(told.generate).toBe('completed 5000000');
      expect(told.failed).toContain('provider-failed');
      expect(left('failed')).toBe(left('picture'));
      expect(left('picture') - left('answer')).toBeCloseTo(0.162);
    } finally {
      rmSync(file);
    }
  });

  test('npm run check-live has a picture made, charged once, and says that the system works', async () => {
    const address = `http://127.0.0.1:${portsAt(offset).hosting}`;
    const check = run(['run', 'check-live', '--', address]);
    expect({ code: await check.ended, output: check.output() }).toMatchObject({ code: 0 });
    expect(check.output()).toContain(`${address} works`);
    const nowhere = run(['run', 'check-live', '--', 'http://127.0.0.1:9']);
    expect(await nowhere.ended).not.toBe(0);
    expect(nowhere.output()).toContain('cannot be reached');
    expect(nowhere.output()).not.toMatch(/^\s+at /m);
  });

  test('a taken port gets a message that names it and the way out', async () => {
    const second = run(['start', '--', '--port-offset', String(offset)]);
    expect(await second.ended).not.toBe(0);
    expect(second.output()).toContain(String(portsAt(offset).hosting));
    expect(second.output()).toContain('--port-offset');
    expect(second.output()).not.toMatch(/^\s+at /m);
  });

  test('an unknown preset gets a message that names those there are', async () => {
    const unknown = run(['start', '--', '--preset', 'nothing']);
    expect(await unknown.ended).not.toBe(0);
    expect(unknown.output()).toContain('studio, reelbanana, videoremix, gallery');
    expect(unknown.output()).not.toMatch(/^\s+at /m);
  });

  test('npm run job runs a job now, and tells the names when it does not know one', async () => {
    const at = ['--port-offset', String(offset)];
    const known = run(['run', 'job', '--', 'verifyLedger', ...at]);
    expect(await known.ended).toBe(0);
    const unknown = run(['run', 'job', '--', 'washDishes', ...at]);
    expect(await unknown.ended).not.toBe(0);
    expect(unknown.output()).toContain('expireStaleHolds');
  });

  test('npm run grant-admin gives a role, and refuses an unknown person or role in words', async () => {
    const grant = async (email: string, role: string) => {
      const command = run(['run', 'grant-admin', '--', email, role, '--port-offset', String(offset)]);
      return { code: await command.ended, output: command.output() };
    };
    expect(await grant('second@demo.firemeter', 'analyst')).toMatchObject({ code: 0 });
    const nobody = await grant('nobody@demo.firemeter', 'admin');
    expect(nobody.code).not.toBe(0);
    expect(nobody.output).toContain('Nobody has signed up');
    const king = await grant('second@demo.firemeter', 'king');
    expect(king.code).not.toBe(0);
    expect(king.output).toContain('analyst, support, admin, owner');
  });

  test('npx firemeter shows an account, prices usage and says what is wrong', async () => {
    const firemeter = async (...args: string[]) => {
      const command = run(
        ['scripts/firemeter.ts', ...args, '--port-offset', String(offset)],
        process.execPath,
      );
      return { code: await command.ended, output: command.output() };
    };
    const account = await firemeter('account', 'creator@demo.firemeter');
    expect(account).toMatchObject({ code: 0, output: expect.stringContaining('credits available, 0 held') });
    expect(account.output).toMatch(/Latest requests\n {2}\S+ {2}image\/\S+ {2}completed/);
    const doctor = await firemeter('doctor');
    expect(doctor.output).toContain('✓ The rules are in force');
    expect(doctor.output).not.toContain('    at ');
    const price = await firemeter('price', '--credit-usd', '0.09');
    expect(price).toMatchObject({ code: 1, output: expect.stringContaining('Nothing ran in shadow mode') });
  });

  test('npm run migrate lowers and raises the schema, and says so', async () => {
    const migrate = async (...args: string[]) => {
      const command = run(['run', 'migrate', '--', ...args]);
      return { code: await command.ended, output: command.output() };
    };
    const at = ['--port-offset', String(offset)];
    const done = (output: string) => ({ code: 0, output: expect.stringContaining(output) });
    expect(await migrate(...at)).toMatchObject(done('at version 3 already'));
    expect(await migrate(...at, '--roles', '--dry-run')).toMatchObject(done('would become staff documents'));
    const refused = await migrate(...at, '--to', '1');
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain('Publish a catalog without it first. "operations.upscale.kind"');
    expect(refused.output).not.toContain('    at ');
    await deleteField(`${collections.config}/${CATALOG_CONFIG}`, 'catalog.operations.upscale');
    expect(await migrate(...at, '--to', '1')).toMatchObject(done('went from version 3 to 1'));
    expect(await migrate(...at, '--dry-run')).toMatchObject(done('would go from version 1 to 3'));
    expect(await migrate(...at)).toMatchObject(done('went from version 1 to 3'));
    const unknown = await migrate(...at, '--to', '9');
    expect(unknown.code).not.toBe(0);
    expect(unknown.output).toContain('There is no schema version "9"');
  });

  test('npm run rebuild-usage computes the figures from the facts, and restores logs', async () => {
    const command = run(['run', 'rebuild-usage', '--', '--port-offset', String(offset), '--logs']);
    expect(await command.ended, command.output()).toBe(0);
    expect(command.output()).toMatch(/\d+ facts were missing and have been added/);
    expect(command.output()).toMatch(/The figures are computed from \d+ facts/);
  });

  test('npm run replay-erasures finds nothing to erase again in a store that was not restored', async () => {
    const command = run(['run', 'replay-erasures', '--', '--port-offset', String(offset), '--dry-run']);
    expect(await command.ended, command.output()).toBe(0);
    expect(command.output()).toContain('0 erased accounts are back, and 0 requests were forgotten.');
  });

  test('npm run stripe-sync brings what is sold to the stand-in, and says when it was there before', async () => {
    const sync = async (...args: string[]) => {
      const command = run(['run', 'stripe-sync', '--', ...args]);
      return { code: await command.ended, output: command.output() };
    };
    const at = ['--port-offset', String(offset)];
    expect(await sync(...at)).toMatchObject({ code: 0, output: expect.stringMatching(/[1-9]\d* made/) });
    expect(await sync(...at)).toMatchObject({
      code: 0,
      output: expect.stringContaining('0 made, 0 archived'),
    });
    const keyless = await sync('--project', 'demo-firemeter');
    expect(keyless.code).not.toBe(0);
    expect(keyless.output).toContain('Set STRIPE_SECRET_KEY');
  });

  test('Ctrl-C leaves nothing running, and --keep keeps the people for the next start', async () => {
    await app.stop();
    expect(await takenServices(portsAt(offset))).toEqual([]);
    app = run(['start', '--', '--port-offset', String(offset), '--keep']);
    await app.until('Ctrl-C stops everything');
    const ports = portsAt(offset);
    const asOwner = { authorization: 'Bearer owner', 'content-type': 'application/json' };
    const people = await fetch(
      `http://127.0.0.1:${ports.auth}/identitytoolkit.googleapis.com/v1/projects/demo-firemeter/accounts:query`,
      { method: 'POST', headers: asOwner, body: '{}' },
    );
    const { userInfo } = (await people.json()) as { userInfo: { email: string; localId: string }[] };
    const noah = userInfo.find(({ email }) => email === 'second@demo.firemeter');
    const member = await fetch(
      `http://127.0.0.1:${ports.firestore}/v1/projects/demo-firemeter/databases/(default)/documents/staff/${noah?.localId}`,
      { headers: asOwner },
    );
    expect(await member.json()).toMatchObject({ fields: { role: { stringValue: 'analyst' } } });
  });

  test('a preset sells what that product sells, and a reel is made without keys', async () => {
    await app.stop();
    const args = ['start', '--', '--port-offset', String(offset), '--preset', 'reelbanana'];
    app = run(args);
    await app.until('Ctrl-C stops everything');
    const { firestore } = portsAt(offset);
    const path = 'v1/projects/demo-firemeter/databases/(default)/documents/system_config/catalog';
    const published = await fetch(`http://127.0.0.1:${firestore}/${path}`, {
      headers: { authorization: 'Bearer owner' },
    });
    const text = await published.text();
    expect(text).toContain('Narration');
    const providers = [...text.matchAll(/"provider":\s*\{\s*"stringValue":\s*"(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(new Set(providers)).toEqual(new Set(['google', 'elevenlabs', 'replicate', 'studio']));

    const address = `http://127.0.0.1:${portsAt(offset).hosting}`;
    const check = run(['run', 'check-live', '--', address, '--reel']);
    expect({ code: await check.ended, output: check.output() }).toMatchObject({ code: 0 });
    expect(check.output()).toContain('✓ A reel is made from story to video, and costs the sum of its steps');
  });

  test('npm run dev serves the sources, and leaves nothing running either', async () => {
    await app.stop();
    app = run(['run', 'dev', '--', '--port-offset', String(offset)]);
    await app.until('Ctrl-C stops everything');
    const page = await fetch(`http://127.0.0.1:${portsAt(offset).vite}/`);
    expect(await page.text()).toContain('/@vite/client');
    await app.stop();
    expect(await takenServices(portsAt(offset))).toEqual([]);
  });
});

test('npm run mutants plants a bug and sees it caught', async () => {
  const bug = 'a limit admits one more';
  const command = run(['run', 'mutants', '--', bug]);
  expect({ code: await command.ended, output: command.output() }).toMatchObject({ code: 0 });
  expect(command.output()).toContain(`✓ ${bug}`);
});

test('npm run deploy builds and tells what it would do, and refuses a project of the emulators', async () => {
  const deploy = run(['run', 'deploy', '--', '--project', 'my-app', '--dry-run']);
  expect({ code: await deploy.ended, output: deploy.output() }).toMatchObject({ code: 0 });
  expect(deploy.output()).toContain('would set DIGEST_KEY');
  expect(deploy.output()).toMatch(/firebase deploy .*--only firestore,functions,hosting .*--project my-app/);
  const demo = run(['run', 'deploy', '--', '--project', 'demo-firemeter']);
  expect(await demo.ended).not.toBe(0);
  expect(demo.output()).toContain('npm start');
});

test('npm run bench measures parts and prints them as tables', async () => {
  const command = run(['run', 'bench', '--', 'pricing', 'moderation', '--quick']);
  expect({ code: await command.ended, output: command.output() }).toMatchObject({ code: 0 });
  expect(command.output()).toMatch(/99% priced within +[\d.]+ µs/);
  expect(command.output()).toMatch(/caught, held-out half +[\d.]+%/);
});

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

function blocksOf(markdown: string, language: 'sh' | 'ts'): string[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```/gms)].flatMap(([, name, lines = '']) =>
    name === language ? lines : [],
  );
}

/**
 * What a document tells to type: lines of `sh` blocks, and inline code that begins as a command does, without what is set
 * in the environment before it.
 */
function commandsIn(markdown: string): string[] {
  const blocks = blocksOf(markdown, 'sh').flatMap((lines) => lines.split('\n'));
  const inline = [...markdown.matchAll(/`((?:[A-Z_]+=\S+ )?(?:npm|npx) [^`]+)`/g)].map(
    ([, line = '']) => line,
  );
  return [...blocks, ...inline]
    .map((line) =>
      line
        .replace(/\s+#.*$/, '')
        .trim()
        .replace(/^[A-Z_]+=\S+ /, ''),
    )
    .filter((line) => /^(npm|npx|node|git|curl|firebase) /.test(line));
}
