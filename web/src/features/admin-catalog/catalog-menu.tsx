import { type Catalog, presets } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Download, Ellipsis, PackageOpen, Upload } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import { MenuContent, menuItemClass } from '../../components/layout/menu-content.tsx';
import { buttonClass } from '../../components/ui/button.tsx';
import { fileName } from '../../lib/files/file-name.ts';
import { presetNames } from './draft/preset-names.ts';

interface CatalogMenuProps {
  catalog: Catalog;
  version: number;
  /** Takes a whole catalog for a draft. */
  onLoad: (catalog: Catalog) => void;
  onImport: (text: string) => void;
}

/** Whole catalogs: from a preset, into a file, out of a file. */
export function CatalogMenu({ catalog, version, onLoad, onImport }: CatalogMenuProps) {
  const fileRef = useRef<HTMLInputElement>(null);
  return (
    <>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className={buttonClass({ size: 'small' })}>
          <Ellipsis aria-hidden="true" className="size-4" /> <Trans>Import / export</Trans>
        </DropdownMenu.Trigger>
        <MenuContent align="end" className="min-w-64">
          <DropdownMenu.Label className="px-2.5 pt-1.5 pb-1 text-ink-3 text-xs">
            <Trans>Load a preset as a draft</Trans>
          </DropdownMenu.Label>
          {presetNames.map((name) => (
            <DropdownMenu.Item key={name} className={menuItemClass} onSelect={() => onLoad(presets[name])}>
              <PackageOpen aria-hidden="true" className="size-4 text-ink-3" /> {name}
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item className={menuItemClass} onSelect={() => download(catalog, version)}>
            <Download aria-hidden="true" className="size-4 text-ink-3" /> <Trans>Export as JSON</Trans>
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menuItemClass} onSelect={() => fileRef.current?.click()}>
            <Upload aria-hidden="true" className="size-4 text-ink-3" /> <Trans>Import JSON as a draft</Trans>
          </DropdownMenu.Item>
        </MenuContent>
      </DropdownMenu.Root>
      <input
        ref={fileRef}
        type="file"
        accept="application/json,.json"
        aria-label={t`Catalog file`}
        className="hidden"
        onChange={async (event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) onImport(await file.text());
        }}
      />
    </>
  );
}

function download(catalog: Catalog, version: number): void {
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(catalog, null, 2)}\n`], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(`catalog-${catalog.preset}-v${version}`, 'application/json');
  link.click();
  URL.revokeObjectURL(url);
}
