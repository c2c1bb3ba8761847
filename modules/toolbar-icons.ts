import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { defineWxtModule } from 'wxt/modules';

const SOURCE = 'assets/icon.svg';
/** What toolbars show, at one, one and a half, two and three dots a pixel. */
const SIZES = [16, 24, 32, 48];

/** Colours of the source, for something else: tile, track, played part, playhead. */
const INK = ['#3b47d6', '#8f98f4', '#fff', '#ffc83d'];
const GREY = ['#82858f', '#b4b7bf', '#f1f1f4', '#f1f1f4'];
const AMBER = ['#b25e00', '#e0a35c', '#fff', '#fff'];

/** In the corner that no badge covers; its ring keeps it apart from what is behind it. */
const DOT =
  '<circle cx="98" cy="30" r="30" fill="#fff"/><circle cx="98" cy="30" r="21" fill="#12a150"/>';

const VARIANTS: Record<string, (svg: string) => string> = {
  normal: (svg) => svg,
  syncing: (svg) => svg.replace('</svg>', `${DOT}</svg>`),
  grey: (svg) => inked(svg, GREY),
  attention: (svg) => inked(svg, AMBER),
};

/** Draws the toolbar button's pictures, one a state, all from the one icon. */
export default defineWxtModule({
  name: 'toolbar-icons',
  setup(wxt) {
    wxt.hook('build:manifestGenerated', (_, { action }) => {
      if (!action) return;
      action.default_icon = Object.fromEntries(
        SIZES.map((size) => [size, `icons/normal-${size}.png`]),
      );
    });
    wxt.hook('build:done', async (_, output) => {
      const svg = await readFile(path.resolve(wxt.config.root, SOURCE), 'utf8');
      await mkdir(path.resolve(wxt.config.outDir, 'icons'), { recursive: true });
      for (const [name, vary] of Object.entries(VARIANTS)) {
        for (const size of SIZES) {
          const fileName = `icons/${name}-${size}.png`;
          const picture = sharp(Buffer.from(vary(svg)))
            .resize(size)
            .png();
          await picture.toFile(path.resolve(wxt.config.outDir, fileName));
          output.publicAssets.push({ type: 'asset', fileName });
        }
      }
    });
  },
});

function inked(svg: string, colours: string[]): string {
  return INK.reduce((text, ink, index) => text.replaceAll(`"${ink}"`, `"${colours[index]}"`), svg);
}
