import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";

/**
 * Builds web server, worker and the subprocesses of the engines together with the pages, so that all of them share one copy of each
 * module: a React Router context is known by the identity of its key. Every file lies directly in build/server, so
 * that one can find another beside itself.
 */
const serverPrograms: Plugin = {
  name: "easel-server-programs",
  enforce: "post",
  apply: "build",
  config: () => ({
    environments: {
      ssr: {
        // One file starts three times as fast as thousands of small ones. These stay packages: native code, and what
        // looks for its own files.
        resolve: {
          noExternal: true,
          external: ["sharp", "postgres", "@supabase/lite", "bcryptjs", "onnxruntime-web"],
        },
        define: { "process.env.NODE_ENV": JSON.stringify("production") },
        build: {
          rolldownOptions: {
            output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
          },
        },
      },
    },
  }),
};

/**
 * Two files for all pages instead of dozens of small ones, which compress badly: together they save a tenth of the
 * JavaScript; one for what is done with files, and one for the pages where something is made. Dialogs and what listens
 * for changes are left out: they are fetched when they are first needed.
 */
const sharedChunks = [
  {
    name: "framework",
    test: /node_modules.*\/(react|react-dom|react-router|scheduler)\//,
    priority: 2,
  },
  {
    name: "shared",
    test: /app\/(domain\/(?!takeout-words|studio-values|picture-slots|prices|prompt-reading|frame|normalize-number)|components\/(frame|layout\/(?!plain-text|hear-changes|share-stream|play-tile)|ui\/(?!dialog|pagination|link-tabs|password-field|progress|toast)|media\/(picture-tile|proportions|fade-in)|account\/(sign-in-link|with-next)|generation\/(words|use-news|shortfall|reading-lines)))/,
    priority: 1,
  },
  {
    name: "files",
    test: /app\/components\/(ui\/(toast|link-tabs)|media\/(deletion|ask-first|done|file-forms)|gallery\/gallery-query)/,
  },
  {
    name: "making",
    test: /app\/(domain\/(studio-values|picture-slots|prices|prompt-reading|frame-fields)|components\/(generation\/(?!receipt|generation-screen|tell-|browser-notices)|ui\/progress))/,
  },
];

/**
 * A dialog's file needs nothing loaded before it, so Vite's preloader, which would wrap every import of one, is left
 * out.
 */
const plainDynamicImports: Plugin = {
  name: "easel-plain-dynamic-imports",
  apply: "build",
  configResolved({ plugins }) {
    const preloader = plugins.find(({ name }) => name === "native:import-analysis-build");
    if (!preloader) throw new Error("Vite preloads what is imported later in another way");
    preloader.applyToEnvironment = () => false;
  },
};

/**
 * Admin pages ship no JavaScript: of their modules the client's build has nothing, not even in what pages share.
 * `finish-build.ts` takes them out of the list of pages.
 */
const pagesWithoutScripts: Plugin = {
  name: "easel-pages-without-scripts",
  apply: "build",
  enforce: "pre",
  applyToEnvironment: ({ name }) => name === "client",
  load: {
    filter: { id: /\/app\/routes\/admin\/[\w-]+\.tsx/ },
    handler: () =>
      "const Page = () => null; export { Page as default, Page as ErrorBoundary, Page as meta, Page as links, Page as handle };",
  },
};

/**
 * React Router's package leads to the files with the warnings for developers, whatever is built. The others are the same
 * without them.
 */
const quietRouter: Plugin = {
  name: "easel-quiet-router",
  apply: "build",
  config() {
    const files = join(
      dirname(fileURLToPath(import.meta.resolve("react-router"))),
      "../production",
    );
    return {
      resolve: {
        alias: [
          { find: /^react-router$/, replacement: join(files, "index.mjs") },
          { find: /^react-router\/dom$/, replacement: join(files, "dom-export.mjs") },
        ],
      },
    };
  },
};

/**
 * Where a page's code file cannot be loaded, React Router reloads the page that is shown: what was typed is lost,
 * offline the page too. Here it throws instead, and `stay-on-page.ts` decides.
 */
const throwMissingFiles: Plugin = {
  name: "easel-throw-missing-files",
  apply: "build",
  transform: {
    filter: { id: /react-router\/dist\/.*chunk/, code: "Error loading route module" },
    handler(code) {
      const reload = /window\.location\.reload\(\);\s*return new Promise\(\(\) => \{\s*\}\);/g;
      const thrown = code.replace(reload, "throw error;");
      if (thrown === code) this.error("React Router loads pages in another way than this expects");
      return { code: thrown, map: null };
    },
  },
};

export default defineConfig({
  plugins: [
    plainDynamicImports,
    pagesWithoutScripts,
    quietRouter,
    throwMissingFiles,
    tailwindcss(),
    reactRouter(),
    serverPrograms,
  ],
  resolve: { tsconfigPaths: true },
  environments: {
    client: {
      // Found before the first page is opened, so that opening it does not start over.
      optimizeDeps: { entries: ["app/entry.client.tsx", "app/root.tsx", "app/routes/**/*.tsx"] },
      // React Router names every file a page needs, so Vite's own preloader would only add to each page.
      build: {
        modulePreload: false,
        rolldownOptions: { output: { codeSplitting: { groups: sharedChunks } } },
      },
    },
    ssr: {
      build: {
        rollupOptions: {
          input: {
            main: "app/.server/main.ts",
            worker: "app/.server/worker.ts",
            check: "app/.server/check.ts",
            "inspect-gradio": "app/.server/inspect-gradio.ts",
            backup: "app/.server/make-backup.ts",
            restore: "app/.server/restore-backup.ts",
            "admin-password": "scripts/admin-password.ts",
            "painter-worker": "app/.server/painter/painter-worker.ts",
            "retouch-worker": "app/.server/retouch/retouch-worker.ts",
            "motion-worker": "app/.server/motion/motion-worker.ts",
            "frames-worker": "app/.server/frames/frames-worker.ts",
            "upscaler-worker": "app/.server/upscaler/upscaler-worker.ts",
          },
        },
      },
    },
  },
});
