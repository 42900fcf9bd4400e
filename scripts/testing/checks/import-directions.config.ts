import type { ImportRule } from './import-directions.ts';

const own = '^(functions|web)/';
const layers = (...names: string[]) => `^functions/src/(${names.join('|')})/`;
const features = 'generation|payments|safety|admin|notifications|privacy|upkeep|http';
const server = '^(firebase-admin|firebase-functions|@google-cloud|@firemeter/functions|functions)(/|$)';

/** Imports go one way: contract, platform, meter, features, http, index. Of the web app: lib, components, features, app. */
export const importRules: readonly ImportRule[] = [
  {
    from: /^functions\/src\/contract\/(?!.*\.test\.ts$)/,
    refuses: '.',
    except: `${layers('contract')}|^zod$`,
    reason: 'contract imports zod and itself only: it runs in the browser too.',
  },
  {
    from: /^functions\/src\/platform\//,
    refuses: own,
    except: layers('contract', 'platform'),
    reason: 'platform imports contract only, of our own code.',
  },
  {
    from: /^functions\/src\/meter\/(?!lane\/)(?!.*\.test\.ts$)/,
    refuses: '.',
    except: layers('contract', 'meter'),
    reason: 'The core of the meter decides, it does no I/O: contract and itself only.',
  },
  {
    from: /^functions\/src\/meter\/(?!lane\/)(?!.*\.test\.ts$)/,
    refuses: '^functions/src/meter/lane/',
    reason: 'The core of the meter does not know its shell.',
  },
  {
    from: /^functions\/src\/meter\/(?!.*\.test\.ts$)/,
    refuses: own,
    except: layers('contract', 'platform', 'meter'),
    reason: 'meter imports contract and platform only, of our own code.',
  },
  {
    from: /^functions\/src\/meter\/.*\.test\.ts$/,
    refuses: own,
    except: `${layers('contract', 'platform', 'meter')}|^functions/test/`,
    reason: "The meter's tests import what it imports, and what tests share.",
  },
  {
    from: /^functions\/src\/(generation|payments|safety|admin|notifications|privacy|upkeep)\//,
    refuses: layers(features),
    except: layers('$1'),
    reason: 'These folders do not import each other: only contract, meter and platform.',
  },
  {
    from: /^functions\/src\/(?:generation|payments|safety|admin|notifications|privacy|upkeep|http)\//,
    refuses: '^functions/src/(index|wiring)\\.ts$',
    reason: 'index imports this folder, not the other way round.',
  },
  {
    from: /^web\/(?!test\/)/,
    refuses: server,
    except: '^@firemeter/functions/contract$',
    reason: 'The web app reaches the server only through @firemeter/functions/contract.',
  },
  {
    from: /^web\/kit\/(?!.*\.test\.tsx?$)/,
    refuses: '.',
    except: '^web/kit/|^@firemeter/functions/contract$|^(react|firebase|uuid|zod)(/|$)',
    reason: "The kit imports the contract, React and Firebase's browser SDK only: other apps install it.",
  },
  {
    from: /^web\/src\/(components|lib)\//,
    refuses: '^web/src/(features|app)/',
    reason: 'components and lib are shared: they know no feature and no route.',
  },
  {
    from: /^web\/src\/features\/([^/]+)\//,
    refuses: '^web/src/(features|app)/',
    except: '^web/src/features/$1/',
    reason: 'Features do not import each other nor the app: share through components or lib.',
  },
];
