import { parseSync } from 'oxc-parser';

export interface LiteralText {
  start: number;
  end: number;
  text: string;
}

interface AstNode {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

/** Attributes and properties that people read or hear, whatever is in them. */
const textNames =
  words(`alt aria-description aria-label aria-roledescription aria-valuetext ariaLabel cancelLabel
  confirmLabel after before description empty help hint label noun placeholder plural text title unit word words`);

/** Attributes and properties that people never read. */
const technicalNames =
  words(`accept align aria-autocomplete aria-current aria-describedby aria-hidden aria-keyshortcuts aria-labelledby
  aria-live autoComplete border className color data-testid fill href id key kind look name preload prompt rel role search
  src srcLang style target to type viewBox`);

/** Calls and constructors whose arguments are styles, addresses or words for developers. */
const technicalCallees = words(`classNames Error RegExp URL DateTimeFormat NumberFormat console matchMedia
  getElementById querySelector addEventListener startsWith endsWith includes`);

/** Lingui extracts what is written in its macros. */
const macros = words('t msg plural select selectOrdinal');

const operators = words('=== !== in');

/** The facts of a node that follow from its place. */
interface Place {
  /** People read or hear it, whatever is in it. */
  isText: boolean;
  /** It is written in a macro, whose own text is extracted. */
  inMacro: boolean;
}

/** Finds texts of the interface that are plain literals, which no catalog of messages contains. */
export function literalTexts(file: string, source: string): LiteralText[] {
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  const found: LiteralText[] = [];
  visit(program as unknown as AstNode, { isText: false, inMacro: false });
  return found;

  function visit(node: AstNode, place: Place): void {
    if (isExempt(node)) return;
    const text = textOf(node);
    if (text !== undefined && !place.inMacro && (place.isText ? isWord(text) : readsAsText(node, text))) {
      found.push({ start: node.start, end: node.end, text: text.trim() });
    }
    for (const child of childrenOf(node)) {
      const next = placeOf(child, node, place);
      if (next) visit(child, next);
    }
  }
}

/** Returns where a child of a node stands; null: nobody reads what is there. */
function placeOf(child: AstNode, node: AstNode, { isText, inMacro }: Place): Place | null {
  const name = nameOf(node);
  if (name !== undefined && child === node.value) {
    return technicalNames.has(name) ? null : { isText: textNames.has(name), inMacro: false };
  }
  switch (node.type) {
    case 'TaggedTemplateExpression':
      return { isText: false, inMacro: true };
    case 'TemplateLiteral':
      return { isText: isText || inMacro, inMacro: false };
    case 'JSXElement':
    case 'JSXFragment': {
      if (child.type === 'JSXExpressionContainer') return { isText: true, inMacro: false };
      return {
        isText: false,
        inMacro: (inMacro || elementName(node) === 'Trans') && child.type.startsWith('JSX'),
      };
    }
    default:
      return { isText: isText && passesTextOn(node, child), inMacro: false };
  }
}

function words(list: string): Set<string> {
  return new Set(list.split(/\s+/));
}

function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** Returns the nodes in which a text can stand: not the names, types and cases. */
function childrenOf(node: AstNode): AstNode[] {
  return Object.entries(node)
    .filter(([field]) => !(field === 'key' || field === 'typeAnnotation' || field === 'typeArguments'))
    .filter(([field]) => !(node.type === 'SwitchCase' && field === 'test'))
    .filter(([field]) => !(node.type === 'MemberExpression' && field === 'property'))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

function isExempt(node: AstNode): boolean {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSModuleDeclaration':
      return true;
    case 'BinaryExpression':
      return operators.has(String(node.operator));
    case 'CallExpression':
    case 'NewExpression':
      return calleeNames(node.callee).some((name) => technicalCallees.has(name) || macros.has(name));
    case 'JSXElement':
      return elementName(node) === 'Plural';
    default:
      return false;
  }
}

function elementName({ openingElement }: AstNode): string | undefined {
  return calleeNames((openingElement as AstNode | undefined)?.name)[0];
}

/** Returns the names in `a.b.c`. */
function calleeNames(node: unknown): string[] {
  if (!isNode(node)) return [];
  if (node.type === 'MemberExpression') return [...calleeNames(node.object), ...calleeNames(node.property)];
  return [String(node.name)];
}

function nameOf({ type, name, key }: AstNode): string | undefined {
  const named = type === 'JSXAttribute' ? name : type === 'Property' ? key : undefined;
  return isNode(named) ? String(named.name ?? named.value) : undefined;
}

/** Tells whether a child of something read is read too: a branch is, a condition or an argument is not. */
function passesTextOn(node: AstNode, child: AstNode): boolean {
  switch (node.type) {
    case 'ConditionalExpression':
      return child !== node.test;
    case 'LogicalExpression':
      return child !== node.left || node.operator !== '&&';
    case 'JSXExpressionContainer':
    case 'TSAsExpression':
      return true;
    default:
      return false;
  }
}

function textOf(node: AstNode): string | undefined {
  if (node.type === 'JSXText') return String(node.value);
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral') return undefined;
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('…');
}

function isWord(text: string): boolean {
  return /\p{L}/u.test(text);
}

/** Tells a text from an identifier, an address or a list of classes by how it is written. */
function readsAsText(node: AstNode, text: string): boolean {
  if (node.type === 'JSXText') return isWord(text);
  if (/^\p{Lu}\p{Ll}*('s)?(…|\s|[.,:;!?]|$)/u.test(text)) return true;
  const parts = text.trim().split(/\s+/);
  const isClasses = parts.some((part) => /^[a-z0-9[\]!@-]+[-:[/][^\s.,;]*[^.,;:?!…]$/.test(part));
  const wordsIn = parts.filter((part) => /^[(“]?\p{L}+/u.test(part)).length;
  return !isClasses && wordsIn > (node.type === 'TemplateLiteral' && parts.length > 1 ? 0 : 1);
}
