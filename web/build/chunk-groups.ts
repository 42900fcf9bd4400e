import { join } from 'node:path';
import type { Rolldown } from 'vite';
import { modulesOf } from './modules-of.ts';

type Options = Rolldown.OutputOptions['codeSplitting'];
type Group = NonNullable<Exclude<NonNullable<Options>, boolean>['groups']>[number];
type Context = Parameters<Extract<Group['name'], (...args: never[]) => unknown>>[1];

const source = join(import.meta.dirname, '../src');
const studioPages = ['app/signed-in-layout.tsx', 'app/routes/studio-route.tsx'];
const otherPages = [
  'app/routes/billing-route.tsx',
  'app/routes/credits-route.tsx',
  'app/routes/reel-route.tsx',
  'features/account/account-page.tsx',
  'features/dashboard/dashboard-page.tsx',
  'features/history/history-page.tsx',
  'features/library/library-page.tsx',
];
const charts = /node_modules[\\/](@visx|d3-|math-expression)|components[\\/]charts/;

/**
 * Divides the app into few files. Left alone, the bundler makes one of every module that two pages share: 150 requests for the
 * studio, and files that small hardly compress. Libraries have their own files, which stay in the browser's cache across deploys.
 */
export function chunkGroups(): Group[] {
  const isOfStudio = partOf(studioPages);
  const isOfOthers = partOf(otherPages);
  const groups: Group[] = [
    // What opens with the sign-in page. The worker is an entry of its own, with nothing to share.
    {
      name: 'react',
      tags: ['$initial'],
      test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|@lingui)[\\/]/,
    },
    { name: 'auth', tags: ['$initial'], test: /node_modules[\\/](@firebase|firebase|idb)[\\/]/ },
    { name: 'start', tags: ['$initial'], test: /^(?!.*(workbox|service-worker))/ },
    // What opens with the studio.
    { name: 'firestore', test: /node_modules[\\/](@firebase|firebase)[\\/]/ },
    { name: (id, context) => (id.includes('node_modules') && isOfStudio(id, context) ? 'libraries' : null) },
    { name: (id, context) => (isOfStudio(id, context) ? 'studio' : null) },
    // What a creator's other pages share, but for charts.
    {
      name: (id, context) => (isOfOthers(id, context) && !charts.test(id) ? 'pages' : null),
      minShareCount: 2,
    },
  ];
  return groups.map((group, index) => ({ ...group, priority: groups.length - index }));
}

function partOf(pages: readonly string[]) {
  let modules: ReadonlySet<string> | undefined;
  return (id: string, context: Context): boolean => {
    modules ??= modulesOf(
      pages.map((page) => join(source, page)),
      context,
    );
    return modules.has(id);
  };
}
