// 照片检测的文字，只随这一页加载；测量值用人人看得懂的话来说。

import type { PhotoAdvice, PhotoMeasure, PhotoProfile } from "../app/src/generated/scan/scan.js";
import type { Language } from "../app/src/language.ts";
import type { PhotoTrouble } from "../app/src/photo/assess.ts";

interface Change {
  title: string;
  how: string;
}

interface PhotoWords {
  lead: string;
  purpose: string;
  profiles: Record<PhotoProfile, { term: string; text: string }>;
  take: string;
  choose: string;
  formats: string;
  checking: string;
  good: (use: string) => string;
  poor: (use: string, first: string) => string;
  first: string;
  more: string;
  goodText: string;
  picture: (marked: string[]) => string;
  legend: string;
  all: string;
  wrong: string;
  unjudged: string;
  score: (score: number) => string;
  toScan: string;
  advice: Record<PhotoAdvice, Change>;
  measures: Record<PhotoMeasure, { term: string; value: (value: number) => string }>;
  troubles: Record<PhotoTrouble, Change>;
}

const percent = (value: number): string => `${Math.round(value * 100)}%`;
const tenths = (value: number): string => value.toFixed(1);
const hundredths = (value: number): string => value.toFixed(2);
const whole = (value: number): string => String(Math.round(value));
const degrees = (value: number): string => `${Math.round(Math.abs(value))}°`;
/** An English title within a sentence. */
const within = (title: string): string => title.charAt(0).toLowerCase() + title.slice(1);

const zh: PhotoWords = {
  lead: "照片只在这台设备上检查，不会上传，离开本页就不再保留。",
  purpose: "照片用来做什么？",
  profiles: {
    scan: { term: "扫脸", text: "看看现在的光线、距离和镜头能不能顺利扫描。" },
    id_portrait: { term: "证件照", text: "居民身份证的规格：358×441 像素、白色背景、正面免冠。" },
    upload: { term: "登记比对", text: "上传一张用来比对的照片。" },
  },
  take: "拍一张",
  choose: "选一张照片",
  formats: "JPEG、PNG 或 WebP，不超过 16 MB。",
  checking: "正在检查…",
  good: (use) => `这张照片可以用于${use}。`,
  poor: (use, first) => `这张照片还不能用于${use}：${first}。`,
  first: "先改这一点",
  more: "还要改",
  goodText: "没有发现需要修改的地方。",
  picture: (marked) =>
    marked.length === 0 ? "您的照片" : `您的照片，图上标出了：${marked.join("、")}`,
  legend: "图上的数字与下面各条对应。",
  all: "全部测量值",
  wrong: "不合适",
  unjudged: "没有判断：照片太大，是缩小一半后检查的",
  score: (score) => `评分 ${score}`,
  toScan: "去提升实名等级",
  advice: {
    no_face: { title: "照片里没有脸", how: "请让整张脸正对镜头，没有遮挡，照片不要倒着放。" },
    several_faces: { title: "照片里不止一个人", how: "请一个人入镜，墙上的画像也要避开。" },
    too_few_pixels: { title: "脸的像素太少", how: "请靠近一点拍，或者换一张更大的原图。" },
    too_dark: { title: "脸太暗", how: "请面向窗户或灯，不要背光。" },
    too_bright: { title: "脸太亮", how: "请避开直射的强光，关掉闪光灯。" },
    too_far: { title: "脸太小", how: "请靠近一点，或者裁掉四周。" },
    too_close: { title: "脸太大", how: "请离镜头远一点。" },
    not_centred: { title: "脸不在中间", how: "请把脸移到画面中间，四周都留出一点。" },
    blurred: { title: "照片模糊", how: "请擦净镜头、拿稳手机，等对好焦再拍。" },
    poor_contrast: { title: "明暗层次不够", how: "请换个光线，避开雾气和美颜滤镜。" },
    uneven_light: { title: "两边脸明暗不一", how: "请转向光源，让两边脸一样亮。" },
    unnatural_colour: { title: "肤色不自然", how: "请在白光下拍，关掉滤镜和彩色灯光。" },
    compressed: { title: "压缩得太厉害", how: "请用原图，不要用聊天软件转发过的图。" },
    busy_background: { title: "背景太杂", how: "请站到一面没有花纹的墙前，离墙半米。" },
    background_not_white: { title: "背景不是白色", how: "请站到白墙前，让墙也照到光。" },
    eyes_closed: { title: "眼睛没有睁开", how: "请睁开双眼，看着镜头再拍一张。" },
    mouth_open: { title: "嘴张开了", how: "请自然合上嘴。" },
    turned: { title: "脸转向一边", how: "请正对镜头，两只耳朵露出一样多。" },
    not_level: { title: "头抬得太高或太低", how: "请让镜头与眼睛同高，平视前方。" },
    tilted: { title: "头歪了", how: "请把头摆正，让两眼在一条水平线上。" },
    wrong_shape: { title: "照片的长宽比不对", how: "请按 26 比 32（358×441 像素）裁剪。" },
    cut_off: { title: "头没有完整地在画面里", how: "请在头的四周多留一点。" },
    eyes_too_low: { title: "眼睛的位置太低", how: "请重新裁剪，让眼睛高一些。" },
    crown_too_high: { title: "头顶离上边太近", how: "请在头顶上方多留一点。" },
    crown_too_low: { title: "头顶离上边太远", how: "请少留一点头顶上方的空白。" },
  },
  measures: {
    single_face: { term: "脸的数目", value: (v) => (v > 1 ? "不止一张" : `${whole(v)} 张`) },
    pixel_size: { term: "短边", value: (v) => `${whole(v)} 像素` },
    shape: { term: "宽与高之比", value: (v) => `${hundredths(v)}（证件照为 0.81）` },
    inter_eye_distance: { term: "两眼之间", value: (v) => `${whole(v)} 像素` },
    luminance_mean: { term: "脸的亮度", value: (v) => `${percent(v)}（全白为 100%）` },
    luminance_variance: { term: "明暗差别", value: (v) => `${tenths(v * 400)}%` },
    under_exposure: { term: "脸上黑成一片的部分", value: percent },
    over_exposure: { term: "脸上白成一片的部分", value: percent },
    dynamic_range: { term: "明暗层次", value: (v) => `${tenths(v)} 位，最多 8 位` },
    illumination_uniformity: { term: "两颊亮度一致的程度", value: percent },
    natural_colour: {
      term: "肤色",
      value: (v) => (v === 0 ? "自然" : `偏离自然肤色 ${whole(v)}`),
    },
    sharpness: { term: "清晰度", value: (v) => `${hundredths(v)}（清晰的照片在 0.1 以上）` },
    compression: { term: "压缩留下的方块", value: (v) => `${hundredths(v)}（没有为 0）` },
    background_uniformity: { term: "背景的杂乱程度", value: (v) => `${whole(v)}（素色为 0）` },
    background_whiteness: { term: "背景的白度", value: percent },
    face_size: { term: "眼到下巴占照片高度", value: percent },
    face_place: { term: "脸偏离中间", value: percent },
    face_margin: {
      term: "脸到最近的边",
      value: (v) => (v < 0 ? "脸被切掉了一部分" : `${tenths(v)} 个眼距`),
    },
    crop_left: { term: "左边余地", value: (v) => `${tenths(v)} 个眼距` },
    crop_right: { term: "右边余地", value: (v) => `${tenths(v)} 个眼距` },
    margin_above: { term: "眼睛上方余地", value: (v) => `眼到下巴的 ${tenths(v)} 倍` },
    margin_below: { term: "眼睛下方余地", value: (v) => `眼到下巴的 ${tenths(v)} 倍` },
    eyes_open: { term: "睁眼的程度", value: (v) => `眼到下巴的 ${percent(v)}` },
    mouth_closed: { term: "张嘴的程度", value: (v) => `眼到下巴的 ${percent(v)}` },
    yaw: {
      term: "左右转头",
      value: (v) => (Math.abs(v) < 1 ? "正面" : `向${v > 0 ? "左" : "右"} ${degrees(v)}`),
    },
    pitch: {
      term: "抬头低头",
      value: (v) => (Math.abs(v) < 1 ? "平视" : `${v > 0 ? "低头" : "抬头"} ${degrees(v)}`),
    },
    roll: {
      term: "头的歪斜",
      value: (v) => (Math.abs(v) < 1 ? "端正" : `向${v > 0 ? "左" : "右"}肩 ${degrees(v)}`),
    },
    face_width: { term: "脸宽（按 358 像素宽）", value: (v) => `${whole(v)}，应为 193 至 221` },
    eye_line: { term: "眼睛离下边（按 358 像素宽）", value: (v) => `${whole(v)}，至少 207` },
    crown_margin: {
      term: "头顶离上边（按 358 像素宽）",
      value: (v) => `${whole(v)}，应为 7 至 21`,
    },
  },
  troubles: {
    too_many_bytes: { title: "文件太大", how: "请选一张不超过 16 MB 的照片。" },
    unknown_format: { title: "不是能读的照片", how: "请选 JPEG、PNG 或 WebP 格式的照片。" },
    heic: {
      title: "这是 HEIC 格式的照片",
      how: "文件名写作 JPEG，里面也可能是 HEIC。请在 iPhone 的“设置 › 相机 › 格式”里选“兼容性最佳”后重新拍一张；已有的照片，请先另存为 JPEG。",
    },
    arithmetic_jpeg: {
      title: "这种 JPEG 读不了（算术编码）",
      how: "照片没有损坏，只是编码少见。请用看图软件打开它，另存为普通的 JPEG。",
    },
    twelve_bit_jpeg: {
      title: "这种 JPEG 读不了（每色 12 位）",
      how: "照片没有损坏，只是编码少见。请用看图软件打开它，另存为普通的 JPEG（每色 8 位）。",
    },
    lossless_jpeg: {
      title: "这种 JPEG 读不了（无损编码）",
      how: "照片没有损坏，只是编码少见。请用看图软件打开它，另存为普通的 JPEG 或 PNG。",
    },
    too_many_pixels: {
      title: "像素太多",
      how: "请选一张不超过 5000 万像素的照片；WebP 格式的不超过 2500 万像素。",
    },
    too_small: { title: "照片太小", how: "宽和高都要在 16 像素以上。" },
    truncated: { title: "文件不完整", how: "照片没有传完整，请重新保存或重新选择。" },
    malformed: { title: "文件损坏", how: "请换一张照片，或重新保存一次。" },
    browser_too_old: { title: "浏览器版本过低", how: "请升级浏览器，或换用手机自带的新版浏览器。" },
    parts_missing: { title: "检测组件没有加载成功", how: "请检查网络后再选一次。" },
    scan_interrupted: { title: "检查中断了", how: "请再选一次；照片很大的，请换一张小一点的。" },
  },
};

const en: PhotoWords = {
  lead: "The picture is looked at on this device alone. It is not sent anywhere, and is gone when you leave this page.",
  purpose: "What is the picture for?",
  profiles: {
    scan: { term: "A face scan", text: "See whether light, distance and lens let a scan succeed." },
    id_portrait: {
      term: "An identity card",
      text: "358×441 pixels, white background, face to the front, no hat.",
    },
    upload: { term: "Comparison", text: "A picture that is uploaded to be compared with." },
  },
  take: "Take a picture",
  choose: "Choose a picture",
  formats: "JPEG, PNG or WebP, 16 MB at the most.",
  checking: "Looking at it…",
  good: (use) => `This picture will do for ${within(use)}.`,
  poor: (use, first) => `This picture will not do for ${within(use)} yet: ${within(first)}.`,
  first: "Change this first",
  more: "Change as well",
  goodText: "Nothing was found that needs to change.",
  picture: (marked) =>
    marked.length === 0
      ? "Your picture"
      : `Your picture, with marks for: ${marked.map(within).join(", ")}`,
  legend: "The numbers on the picture are those of the points below.",
  all: "Everything that was measured",
  wrong: "not good",
  unjudged: "not judged: the picture is so large that it was looked at in half its size",
  score: (score) => `score ${score}`,
  toScan: "Go on to raise the level",
  advice: {
    no_face: {
      title: "There is no face",
      how: "Show the whole face, uncovered and upright, to the camera.",
    },
    several_faces: {
      title: "There is more than one face",
      how: "Be alone in the picture, without portraits on the wall.",
    },
    too_few_pixels: {
      title: "The face has too few pixels",
      how: "Come closer, or use the original in full size.",
    },
    too_dark: {
      title: "The face is too dark",
      how: "Face a window or a lamp; do not have it behind you.",
    },
    too_bright: {
      title: "The face is too bright",
      how: "Avoid direct glare, and turn the flash off.",
    },
    too_far: { title: "The face is too small", how: "Come closer, or cut away what is around." },
    too_close: { title: "The face is too large", how: "Move away from the camera." },
    not_centred: {
      title: "The face is not in the middle",
      how: "Move to the middle, with some room on all sides.",
    },
    blurred: {
      title: "The picture is blurred",
      how: "Wipe the lens, hold still, and wait until it is in focus.",
    },
    poor_contrast: {
      title: "There are too few shades",
      how: "Find other light, without haze or beauty filters.",
    },
    uneven_light: {
      title: "One side of the face is darker",
      how: "Turn to the light until both sides are alike.",
    },
    unnatural_colour: {
      title: "The colour of the skin is off",
      how: "Use white light, without filters or coloured lamps.",
    },
    compressed: {
      title: "It is compressed too much",
      how: "Use the original, not one that a messenger passed on.",
    },
    busy_background: {
      title: "The background is busy",
      how: "Stand half a metre before a wall without a pattern.",
    },
    background_not_white: {
      title: "The background is not white",
      how: "Stand before a white wall that has light of its own.",
    },
    eyes_closed: { title: "An eye is not open", how: "Open both eyes and look into the camera." },
    mouth_open: { title: "The mouth is open", how: "Close your mouth, without pressing the lips." },
    turned: {
      title: "The face is turned away",
      how: "Face the camera, so that as much shows of one ear as of the other.",
    },
    not_level: {
      title: "The head is tipped up or down",
      how: "Hold the camera as high as your eyes, and look straight ahead.",
    },
    tilted: { title: "The head is tilted", how: "Hold it upright, with both eyes on one level." },
    wrong_shape: {
      title: "The picture has another shape",
      how: "Cut it to 26 by 32 (358×441 pixels).",
    },
    cut_off: { title: "The head is cut off", how: "Leave more room around the head." },
    eyes_too_low: { title: "The eyes are too low", how: "Cut it anew, with the eyes higher." },
    crown_too_high: {
      title: "The head is too near to the upper edge",
      how: "Leave more room above the head.",
    },
    crown_too_low: {
      title: "The head is too far from the upper edge",
      how: "Leave less room above the head.",
    },
  },
  measures: {
    single_face: { term: "Faces", value: (v) => (v > 1 ? "more than one" : whole(v)) },
    pixel_size: { term: "Shorter side", value: (v) => `${whole(v)} pixels` },
    shape: { term: "Width over height", value: (v) => `${hundredths(v)} (identity card: 0.81)` },
    inter_eye_distance: { term: "From eye to eye", value: (v) => `${whole(v)} pixels` },
    luminance_mean: { term: "Brightness of the face", value: (v) => `${percent(v)} of white` },
    luminance_variance: { term: "Contrast", value: (v) => `${tenths(v * 400)}%` },
    under_exposure: { term: "Parts of the face that are black", value: percent },
    over_exposure: { term: "Parts of the face that are white", value: percent },
    dynamic_range: { term: "Shades", value: (v) => `${tenths(v)} of 8 bits` },
    illumination_uniformity: { term: "Light that both cheeks share", value: percent },
    natural_colour: {
      term: "Colour of the skin",
      value: (v) => (v === 0 ? "natural" : `${whole(v)} away from natural`),
    },
    sharpness: { term: "Sharpness", value: (v) => `${hundredths(v)} (in focus: 0.1 and more)` },
    compression: { term: "Blocks left by compression", value: (v) => `${hundredths(v)} (none: 0)` },
    background_uniformity: {
      term: "Pattern in the background",
      value: (v) => `${whole(v)} (plain: 0)`,
    },
    background_whiteness: { term: "Whiteness of the background", value: percent },
    face_size: { term: "Eyes to chin over the height", value: percent },
    face_place: { term: "Away from the middle", value: percent },
    face_margin: {
      term: "From the face to the nearest edge",
      value: (v) => (v < 0 ? "part of the face is cut off" : `${tenths(v)} eye distances`),
    },
    crop_left: { term: "Room on the left", value: (v) => `${tenths(v)} eye distances` },
    crop_right: { term: "Room on the right", value: (v) => `${tenths(v)} eye distances` },
    margin_above: { term: "Room above the eyes", value: (v) => `${tenths(v)} times eyes to chin` },
    margin_below: { term: "Room below the eyes", value: (v) => `${tenths(v)} times eyes to chin` },
    eyes_open: { term: "Openness of the eyes", value: (v) => `${percent(v)} of eyes to chin` },
    mouth_closed: { term: "Openness of the mouth", value: (v) => `${percent(v)} of eyes to chin` },
    yaw: {
      term: "Turned",
      value: (v) =>
        Math.abs(v) < 1 ? "not at all" : `${degrees(v)} to your ${v > 0 ? "left" : "right"}`,
    },
    pitch: {
      term: "Nodding",
      value: (v) => (Math.abs(v) < 1 ? "level" : `${degrees(v)} ${v > 0 ? "down" : "up"}`),
    },
    roll: {
      term: "Tilted",
      value: (v) =>
        Math.abs(v) < 1
          ? "not at all"
          : `${degrees(v)} to your ${v > 0 ? "left" : "right"} shoulder`,
    },
    face_width: {
      term: "Width of the face (picture 358 wide)",
      value: (v) => `${whole(v)}, wanted 193 to 221`,
    },
    eye_line: {
      term: "Eyes above the lower edge (picture 358 wide)",
      value: (v) => `${whole(v)}, at least 207`,
    },
    crown_margin: {
      term: "Room above the head (picture 358 wide)",
      value: (v) => `${whole(v)}, wanted 7 to 21`,
    },
  },
  troubles: {
    too_many_bytes: {
      title: "The file is too large",
      how: "Choose a picture of 16 MB at the most.",
    },
    unknown_format: {
      title: "This is no picture that can be read",
      how: "Choose a JPEG, PNG or WebP file.",
    },
    heic: {
      title: "This picture is HEIC",
      how: "It may be even where its name says JPEG. On an iPhone choose Settings › Camera › Formats › Most Compatible and take the picture again, or save the one that you have as JPEG first.",
    },
    arithmetic_jpeg: {
      title: "This kind of JPEG cannot be read (arithmetic coding)",
      how: "The file is not damaged, but few programs read it. Open it in a picture program and save it as an ordinary JPEG.",
    },
    twelve_bit_jpeg: {
      title: "This kind of JPEG cannot be read (12 bits a colour)",
      how: "The file is not damaged, but few programs read it. Open it in a picture program and save it as an ordinary JPEG of 8 bits.",
    },
    lossless_jpeg: {
      title: "This kind of JPEG cannot be read (lossless)",
      how: "The file is not damaged, but few programs read it. Open it in a picture program and save it as an ordinary JPEG, or as PNG.",
    },
    too_many_pixels: {
      title: "There are too many pixels",
      how: "Choose a picture of 50 million pixels at the most, or 25 million if it is a WebP.",
    },
    too_small: {
      title: "The picture is too small",
      how: "Both sides need 16 pixels at the least.",
    },
    truncated: {
      title: "The file is incomplete",
      how: "It was not saved to its end. Save it again, or choose another.",
    },
    malformed: { title: "The file is damaged", how: "Choose another picture, or save it again." },
    browser_too_old: {
      title: "The browser is too old",
      how: "Update it, or use a phone’s own up-to-date browser.",
    },
    parts_missing: {
      title: "Parts of the check did not load",
      how: "Check the connection and choose the picture again.",
    },
    scan_interrupted: {
      title: "The check was interrupted",
      how: "Choose the picture again; a smaller one if it is very large.",
    },
  },
};

export const photoWords: Record<Language, PhotoWords> = { zh, en };
