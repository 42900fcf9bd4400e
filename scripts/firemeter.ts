/** `npm run grant-admin` and the like: `npx firemeter` from its sources. Its emulators are those of the demo. */
import { projectId } from './stack/paths.ts';

process.env.GCLOUD_PROJECT = projectId;
await import('./cli/main.ts');
