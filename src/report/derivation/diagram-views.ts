/**
 * The view of each kind of diagram, one file each; a kind without one does not compile.
 */
import type { DerivedDiagram } from "../../symbolic/phase/setting-diagram.ts";
import type { DiagramView } from "./diagram-view.ts";
import { frameView } from "./frame-document.ts";
import { jointView } from "./joint-view.ts";
import { linkView } from "./link-view.ts";
import { portraitView } from "./portrait-document.ts";
import { saddleView } from "./saddle-document.ts";

type Views = {
  readonly [K in DerivedDiagram["kind"]]: DiagramView<
    Extract<DerivedDiagram, { readonly kind: K }>
  >;
};

export const diagramViews: Views = {
  saddles: saddleView,
  portrait: portraitView,
  joint: jointView,
  frame: frameView,
  diagram: linkView,
};

/** The view of a diagram. */
export const viewOf = (diagram: DerivedDiagram): DiagramView<DerivedDiagram> =>
  diagramViews[diagram.kind] as unknown as DiagramView<DerivedDiagram>;
