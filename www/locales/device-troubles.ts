// 设备不能扫描的原因，在两种页面上都要说：本应用的各页，以及嵌入其他网站、先只有几千字节的那一页。

import type { DeviceTrouble } from "../shared/trouble.ts";

type Words = Record<DeviceTrouble, { title: string; advice: string }>;

const zh: Words = {
  camera_absent: {
    title: "没有找到摄像头",
    advice: "请接上摄像头，或换用手机继续；也可以到登记窗口办理。",
  },
  camera_in_app: {
    title: "这个应用内的浏览器不能打开摄像头",
    advice: "请点右上角菜单，选择“在浏览器打开”，然后在那里继续。",
  },
  browser_too_old: {
    title: "浏览器版本过低",
    advice: "请升级浏览器或换用手机自带的新版浏览器；也可以到登记窗口办理。",
  },
  camera_not_delegated: {
    title: "所在的网页没有允许使用摄像头",
    advice: "请用手机继续，或到登记窗口办理；也可以把这个问题告诉该网站。",
  },
  connection_insecure: {
    title: "连接不安全，不能使用摄像头",
    advice: "请改用 https 开头的网址打开；也可以用手机继续，或到登记窗口办理。",
  },
};

const en: Words = {
  camera_absent: {
    title: "No camera was found",
    advice: "Connect one, or go on with a phone. You can also go to the counter.",
  },
  camera_in_app: {
    title: "The browser inside this app cannot open the camera",
    advice: "Choose “Open in browser” in the menu at the top right, and go on there.",
  },
  browser_too_old: {
    title: "This browser is too old",
    advice: "Update it, or use the current browser of your phone. You can also go to the counter.",
  },
  camera_not_delegated: {
    title: "The page around this one does not allow the camera",
    advice: "Go on with a phone, or go to the counter; you can also tell that site.",
  },
  connection_insecure: {
    title: "The connection is not secure: there is no camera",
    advice:
      "Open the page by its https address; you can also go on with a phone, or go to the counter.",
  },
};

export const deviceTroubles = { zh, en };
