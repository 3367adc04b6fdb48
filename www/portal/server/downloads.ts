import type { Env } from "./env.ts";

interface Words {
  zh: string;
  en: string;
}

/** Where the app is to be had, and what everything is called: data of the deployment. */
export interface Downloads {
  province: Words;
  /** What the portal's link to the app says. */
  link: Words;
  app: Words;
  /** What the QR codes lead to. */
  android: string;
  apple: string;
  stores: Words[];
  /** The word to search for in a store. */
  search: Words;
}

/** The demonstration's own: no store has it, and the page says so. */
export function downloads(env: Env): Downloads & { demonstration: boolean } {
  if (env.PORTAL_DOWNLOADS) {
    return { ...(JSON.parse(env.PORTAL_DOWNLOADS) as Downloads), demonstration: false };
  }
  const installed = `${env.PORTAL_ISSUER}/notice`;
  return {
    demonstration: true,
    province: { zh: "示例省", en: "Sample Province" },
    link: { zh: "示例省市场监管登记注册APP", en: "Sample Province registration app" },
    app: { zh: "登记注册身份验证", en: "Registration Identity Verification" },
    android: installed,
    apple: installed,
    stores: [
      { zh: "苹果商店", en: "Apple App Store" },
      { zh: "腾讯应用宝", en: "Tencent MyApp" },
      { zh: "华为应用市场", en: "Huawei AppGallery" },
      { zh: "OPPO应用市场", en: "OPPO App Market" },
    ],
    search: { zh: "登记注册身份验证", en: "登记注册身份验证" },
  };
}
