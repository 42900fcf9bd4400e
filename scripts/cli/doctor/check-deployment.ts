import type { Firestore } from 'firebase-admin/firestore';
import {
  CATALOG_CONFIG,
  type Catalog,
  type JobName,
  JobState,
  jobs,
  PublishedCatalog,
  SCHEMA_VERSION,
  StaffMember,
  settledStanding,
} from '../../../functions/src/contract/index.ts';
import { collection, decodeDocument, storeVersion } from '../../../functions/src/platform/store/documents.ts';
import { functionNames, type NamedGroup } from '../init/own-files.ts';
import { type Finding, ok, open, wrong } from './finding.ts';

/** Checks a running system by its store, and by its rules as a stranger meets them. */
export async function checkDeployment(
  db: Firestore,
  options: {
    /** Of the documents, for REST. */
    readonly address: string;
    /** ` --project ID`, for the fixes; empty: the emulators. */
    readonly flag: string;
    readonly prefix: string;
    /** Absent: all functions are deployed. */
    readonly groups?: readonly NamedGroup[] | undefined;
    readonly nowMs: number;
  },
): Promise<Finding[]> {
  const { address, flag, prefix, groups, nowMs } = options;
  const names = groups ? functionNames(groups) : Object.keys(jobs);
  const deployed = names.filter((name): name is JobName => Object.hasOwn(jobs, name));
  const [version, published, staff, states, rules] = await Promise.all([
    storeVersion(db, { maxAgeMs: 0 }),
    collection(db, 'config').doc(CATALOG_CONFIG).get(),
    collection(db, 'staff').get(),
    db.getAll(...deployed.map((name) => collection(db, 'jobs').doc(name))),
    checkRules(address, prefix),
  ]);
  const catalog = decodeDocument(PublishedCatalog, published)?.value.catalog;
  const owners = staff.docs.filter((one) => decodeDocument(StaffMember, one)?.value.role === 'owner').length;
  return [
    rules,
    ...(catalog
      ? [checkSchema(version, flag), ...checkCatalog(catalog), checkSales(catalog, groups)]
      : [neverUsed]),
    ...checkJobs(
      states.map((state, at) => ({
        name: deployed[at] as JobName,
        standing: settledStanding(
          deployed[at] as JobName,
          decodeDocument(JobState, state)?.value ?? null,
          nowMs,
        ),
      })),
    ),
    checkOwners(owners, flag),
  ];
}

const neverUsed = open(
  'Nothing was metered yet',
  'Call a metered function once: it publishes your catalog, and prepares the store',
);

function checkSchema(version: number, flag: string): Finding {
  if (version >= SCHEMA_VERSION) return ok(`The store is at schema version ${version}`);
  return wrong(
    `The store is at schema version ${version} of ${SCHEMA_VERSION}`,
    `npx firemeter migrate${flag}`,
  );
}

/** Nobody reads balances without signing in, and everybody reads prices: only so are our rules in force. */
async function checkRules(address: string, prefix: string): Promise<Finding> {
  const [accounts, catalog] = await Promise.all(
    [`${prefix}accounts?pageSize=1`, `${prefix}system_config/${CATALOG_CONFIG}`].map(
      async (path) => (await fetch(`${address}/${path}`)).status,
    ),
  );
  if (accounts === 200)
    return wrong('Everybody can read balances', 'npx firemeter init, then firebase deploy --only firestore');
  if (accounts !== 403) return notChecked(accounts);
  if (catalog === 403) return wrong("Firemeter's rules are not deployed", 'firebase deploy --only firestore');
  // Before the first catalog is published, there is no such document.
  return catalog === 200 || catalog === 404 ? ok('The rules are in force') : notChecked(catalog);
}

function notChecked(status: number | undefined): Finding {
  return wrong(
    `The rules could not be checked (status ${status})`,
    'Make sure that the project has a database (default), and run this again',
  );
}

function checkJobs(
  all: readonly { readonly name: JobName; readonly standing: ReturnType<typeof settledStanding> }[],
): Finding[] {
  const unused = all.filter(({ standing }) => standing === 'new').map(({ name }) => name);
  const used = all.filter(({ standing }) => standing !== 'new');
  return [
    ...used.map(({ name, standing }) => checkJob(name, standing)),
    ...(unused.length > 0
      ? [
          open(
            `Jobs that have not run yet: ${unused.join(', ')}`,
            'Cloud Scheduler runs them once they are deployed. On the emulators: npx firemeter job NAME',
          ),
        ]
      : []),
  ];
}

function checkJob(name: JobName, standing: ReturnType<typeof settledStanding>): Finding {
  switch (standing) {
    case 'ok':
      return ok(`${name} runs`);
    case 'found':
      return wrong(`${name} found something`, 'Read the page System, or its log');
    case 'late':
      return wrong(`${name} is late`, 'Look for it in Cloud Scheduler, and deploy its function again');
    default:
      return wrong(`${name} failed`, `firebase functions:log --only ${name}`);
  }
}

function checkOwners(owners: number, flag: string): Finding {
  const grant = `npx firemeter grant-admin EMAIL owner${flag}`;
  if (owners === 0) return wrong('Nobody has the role owner', grant);
  if (owners === 1) return open('One person has the role owner', `Make it two: ${grant}`);
  return ok(`${owners} people have the role owner`);
}

function checkCatalog({ enabled, grants, operations }: Catalog): Finding[] {
  const isFree = grants.welcomeMicros > 0 && !grants.welcomeNeedsVerifiedEmail;
  const all = Object.entries(operations);
  const unlimited = all.filter(([, { limit }]) => limit === null).map(([name]) => name);
  const shadow = all.filter(([, one]) => one.shadow).map(([name]) => name);
  return [
    all.length > 0 && enabled
      ? ok(`${all.length} operations are sold`)
      : wrong('Nothing is sold', 'Publish operations, or switch the catalog on'),
    isFree
      ? open(
          'Welcome credits need no verified e-mail address',
          'Remove needsVerifiedEmail: false, or anybody gets them again and again',
        )
      : ok('Welcome credits are safe to give'),
    unlimited.length > 0
      ? open(
          `Without a limit: ${unlimited.join(', ')}`,
          'Give each a limit that you can afford if a user spends it in full',
        )
      : ok('Every operation has a limit'),
    ...(shadow.length > 0
      ? [open(`Free in shadow mode: ${shadow.join(', ')}`, 'Remove shadow to charge for it')]
      : []),
  ];
}

/** Stripe's key isn't readable from here, so whether it is right is left to a purchase. */
function checkSales({ packs, plans }: Catalog, groups: readonly NamedGroup[] | undefined): Finding {
  const hasFunctions = groups?.includes('payments') ?? true;
  const hasOffers = Object.keys(packs).length + Object.keys(plans).length > 0;
  if (!hasFunctions) {
    return open('Credits cannot be bought', 'npx firemeter init --groups payments, and add packs');
  }
  if (!hasOffers) return open('Credits cannot be bought', 'Add packs to the catalog');
  return open(
    'Credits are for sale',
    'Set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET, run npx firemeter stripe-sync, and buy a pack once',
  );
}
