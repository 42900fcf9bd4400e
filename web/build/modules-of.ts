import { parseAst, type Rolldown } from 'vite';

type Context = Pick<Rolldown.PluginContext, 'getModuleInfo'>;

/** Modules that only list what others export. Of these, a module needs what it names. */
const lists = /functions\/src\/contract\/index\.ts$|node_modules\/(lucide-react|radix-ui)\/dist\//;

interface Imports {
  /** By specifier: the names that are imported; null: all. */
  readonly names: ReadonlyMap<string, ReadonlySet<string> | null>;
  /** By exported name: the specifier of where it comes from. */
  readonly exports: ReadonlyMap<string, string>;
  /** The specifiers of which everything is exported. */
  readonly stars: readonly string[];
}

/** Returns every module that is needed to run some, without those that are loaded later. */
export function modulesOf(roots: readonly string[], context: Context): ReadonlySet<string> {
  const found = new Set<string>();
  const parsed = new Map<string, Imports & { readonly ids: ReadonlyMap<string, string> }>();
  for (const root of roots) add(root);
  return found;

  function add(id: string): void {
    if (found.has(id)) return;
    found.add(id);
    const { names, ids } = read(id);
    for (const [specifier, wanted] of names) {
      const target = ids.get(specifier);
      if (target !== undefined) addNamed(target, wanted);
    }
  }

  function addNamed(id: string, wanted: ReadonlySet<string> | null): void {
    if (wanted === null || !lists.test(id)) {
      add(id);
      return;
    }
    const { exports, stars, ids } = read(id);
    for (const name of wanted) {
      const specifier = exports.get(name) ?? stars.find((star) => isExported(name, ids.get(star)));
      const target = ids.get(specifier ?? '');
      if (target !== undefined) addNamed(target, lists.test(target) ? new Set([name]) : null);
    }
  }

  function isExported(name: string, id = ''): boolean {
    return context.getModuleInfo(id)?.exports?.includes(name) === true;
  }

  function read(id: string) {
    const known = parsed.get(id);
    if (known) return known;
    const info = context.getModuleInfo(id);
    const imports = readImports(info?.code ?? '');
    const specifiers = [...imports.names.keys()];
    const ids = new Map(specifiers.map((specifier, index) => [specifier, info?.importedIds[index] ?? '']));
    const entry = { ...imports, ids };
    parsed.set(id, entry);
    return entry;
  }
}

function readImports(code: string): Imports {
  const names = new Map<string, Set<string> | null>();
  const locals = new Map<string, string>();
  const exports = new Map<string, string>();
  const stars: string[] = [];
  const note = (specifier: string, name: string | null) => {
    const before = names.get(specifier);
    if (before === null) return;
    if (name === null) names.set(specifier, null);
    else names.set(specifier, (before ?? new Set()).add(name));
  };
  for (const statement of parseAst(code).body) {
    if (statement.type === 'ImportDeclaration') {
      const specifier = statement.source.value;
      if (statement.specifiers.length === 0) note(specifier, null);
      for (const found of statement.specifiers) {
        if (found.type === 'ImportSpecifier') note(specifier, nameOf(found.imported));
        else note(specifier, found.type === 'ImportDefaultSpecifier' ? 'default' : null);
        locals.set(found.local.name, specifier);
      }
    } else if (statement.type === 'ExportAllDeclaration') {
      note(statement.source.value, null);
      stars.push(statement.source.value);
    } else if (statement.type === 'ExportNamedDeclaration') {
      for (const { local, exported } of statement.specifiers) {
        if (statement.source) note(statement.source.value, nameOf(local));
        const specifier = statement.source?.value ?? locals.get(nameOf(local));
        if (specifier !== undefined) exports.set(nameOf(exported), specifier);
      }
    }
  }
  return { names, exports, stars };
}

function nameOf(name: { readonly name: string } | { readonly value: string }): string {
  return 'name' in name ? name.name : name.value;
}
