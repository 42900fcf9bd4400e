/**
 * `npm run grant-admin -- EMAIL ROLE`: gives a person a role on the running emulators, or on a real project with
 * `--project ID` and application default credentials. `none` takes the role away.
 */
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { Role } from '@firemeter/functions/contract';
import type { Auth, UserRecord } from 'firebase-admin/auth';
import { setRole } from '../functions/src/admin/set-role.ts';
import { emulatorEnv } from './stack/firebase.ts';
import { openStore } from './stack/open-store.ts';
import { projectId } from './stack/paths.ts';
import { portOffset, portsAt } from './stack/ports.ts';
import { fail, Problem, readArguments, say } from './terminal.ts';

const usage = `Usage: npm run grant-admin -- EMAIL ROLE [--project ID | --port-offset N]
Roles: ${Role.options.join(', ')}; none takes the role away.`;

try {
  const { email, role, project, where } = await readCommand();
  const { db, auth } = await openStore(project);
  const { uid } = await findPerson(auth, email);
  await setRole(
    { db, auth, now: Date.now },
    {
      uid,
      role,
      reason: `Set on the command line by ${userInfo().username}`,
      traceId: randomUUID().replaceAll('-', ''),
    },
  );
  say(`${email} is now ${role ?? 'without a role'} on ${where}. It holds from now on.`);
} catch (error) {
  fail(error);
}

async function readCommand() {
  const { values, positionals } = readArguments({
    allowPositionals: true,
    options: { project: { type: 'string' }, 'port-offset': { type: 'string' } },
  });
  const [email, roleName] = positionals;
  if (!email || !roleName || positionals.length > 2) throw new Problem(usage);
  const role = roleName === 'none' ? null : Role.safeParse(roleName).data;
  if (role === undefined) throw new Problem(`There is no role "${roleName}".\n${usage}`);
  if (values.project) {
    for (const name of Object.keys(emulatorEnv(portsAt(0)))) delete process.env[name];
    return { email, role, project: values.project, where: values.project };
  }
  await useEmulators(portOffset(values['port-offset']));
  return { email, role, project: projectId, where: 'the emulators' };
}

async function useEmulators(offset: number): Promise<void> {
  const ports = portsAt(offset);
  await fetch(`http://127.0.0.1:${ports.auth}/`).catch(() => {
    throw new Problem(
      `No emulators at port ${ports.auth}. Start them (npm start), name their --port-offset, or name a real project with --project ID.`,
    );
  });
  Object.assign(process.env, emulatorEnv(ports));
}

async function findPerson(auth: Auth, email: string): Promise<UserRecord> {
  try {
    return await auth.getUserByEmail(email);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === 'auth/user-not-found') throw new Problem(`Nobody has signed up as ${email} yet.`);
    if (code === 'auth/invalid-email') throw new Problem(`"${email}" is not an e-mail address.\n${usage}`);
    throw error;
  }
}
