import { initializeApp } from 'firebase-admin/app';
import { expect, test } from 'vitest';
import { createDeployment } from '../../src/deployment.ts';
import { allGroups, groups, selectGroups } from '../../src/kit/groups.ts';
import { createServices } from '../../src/wiring.ts';

const deployment = createDeployment(
  createServices({ app: initializeApp({ projectId: 'demo-groups' }, 'groups') }),
);

test('no function belongs to two groups', () => {
  const names = Object.values(groups).flat();
  expect(new Set(names).size).toBe(names.length);
});

test('metering alone is at most twelve functions, hooks included', () => {
  expect(groups.metering.length).toBeLessThanOrEqual(12);
  const chosen = selectGroups(deployment, []);
  expect(Object.keys(chosen)).toEqual(expect.arrayContaining(['openAccount', 'expireStaleHolds']));
  expect(chosen).not.toHaveProperty('generate');
});

test('all groups together are everything that is deployed', () => {
  const deployed = Object.entries(deployment).flatMap(([name, row]) => (row ? [name] : []));
  expect(Object.keys(selectGroups(deployment, allGroups)).toSorted()).toEqual(deployed.toSorted());
});
