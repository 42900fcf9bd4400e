import { expect, test } from 'vitest';
import { screenPages } from '../../../scripts/screens/pages.ts';
import { router } from './router.tsx';

/** One is for those who develop the app only, the other leads on to the overview. */
const unseen = ['/demo/components', '/admin'];

test('npm run screens looks at every page', () => {
  const seen: unknown[] = screenPages.map(
    ({ path }) => router.matchRoutes(path.replace(/\?.*/, '') as '/').at(-1)?.fullPath,
  );
  const pages = Object.keys(router.routesByPath).filter((path) => !unseen.includes(path));
  expect(pages.filter((path) => !seen.includes(path))).toEqual([]);
});
