import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const projectId = 'demo-firemeter';
export const region = 'us-central1';

export const root = resolve(import.meta.dirname, '../..');

/** What was built or downloaded once and serves every clone on this machine. */
export const machineCache = process.env.FIREMETER_CACHE ?? join(homedir(), '.cache', 'firemeter');

/** What belongs to this clone and may be deleted at any time: logs, stamps. */
export const cloneCache = join(root, '.cache');

export const bin = (name: string) => join(root, 'node_modules', '.bin', name);
export const firebaseCli = join(root, 'node_modules', 'firebase-tools', 'lib', 'bin', 'firebase.js');
