import "./style/main.css";
import "./portal-app.ts";
