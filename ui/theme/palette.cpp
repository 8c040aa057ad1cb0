#include "ui/theme/palette.h"

#include <cmath>

namespace leadline {

Tokens lightTokens()
{
    Tokens t;
    t.bg = QColor(0xF5F6F8);
    t.surface = QColor(0xFFFFFF);
    t.raised = QColor(0xFFFFFF);
    t.line = QColor(0xE2E5EA);
    t.text = QColor(0x1A1E25);
    t.muted = QColor(0x5F6B7C);
    t.faint = QColor(0x8A94A3);
    t.accent = QColor(0x2A62D9);
    t.onAccent = QColor(0xFFFFFF);
    t.selection = QColor(0xE8EFFC);
    t.hover = QColor(0xF1F3F6);
    const QRgb ink[] = {0x127A50, 0x9A5B00, 0xB42318, 0x2A62D9, 0x6D3BC4, 0x4B5565};
    const QRgb tint[] = {0xE3F4EB, 0xFCF0DA, 0xFCE9E7, 0xE8EFFC, 0xF0EAFB, 0xEDEFF2};
    for (int i = 0; i < 6; ++i) {
        t.toneText[i] = QColor(ink[i]);
        t.toneTint[i] = QColor(tint[i]);
    }
    return t;
}

Tokens darkTokens()
{
    Tokens t;
    t.bg = QColor(0x121519);
    t.surface = QColor(0x191D23);
    t.raised = QColor(0x20252C);
    t.line = QColor(0x2B313A);
    t.text = QColor(0xE7EAEF);
    t.muted = QColor(0xA0A9B8);
    t.faint = QColor(0x7C8797);
    t.accent = QColor(0x7AA5FF);
    t.onAccent = QColor(0x0C1220);
    t.selection = QColor(0x22304D);
    t.hover = QColor(0x20252C);
    const QRgb ink[] = {0x5BD39A, 0xF0B75A, 0xFF8A7D, 0x8FB4FF, 0xBFA0FF, 0xB6BFCC};
    const QRgb tint[] = {0x17352A, 0x3A2C14, 0x40201D, 0x1E2C4A, 0x2E2544, 0x2A3038};
    for (int i = 0; i < 6; ++i) {
        t.toneText[i] = QColor(ink[i]);
        t.toneTint[i] = QColor(tint[i]);
    }
    return t;
}

QPalette paletteOf(const Tokens &t)
{
    QPalette p;
    const auto set = [&p](QPalette::ColorRole role, const QColor &color) {
        p.setColor(QPalette::All, role, color);
    };
    set(QPalette::Window, t.bg);
    set(QPalette::WindowText, t.text);
    set(QPalette::Base, t.surface);
    set(QPalette::AlternateBase, t.surface);
    set(QPalette::ToolTipBase, t.raised);
    set(QPalette::ToolTipText, t.text);
    set(QPalette::Text, t.text);
    set(QPalette::PlaceholderText, t.muted);
    set(QPalette::Button, t.surface);
    set(QPalette::ButtonText, t.text);
    set(QPalette::BrightText, t.onAccent);
    set(QPalette::Link, t.accent);
    set(QPalette::LinkVisited, t.accent);
    set(QPalette::Highlight, t.accent);
    set(QPalette::HighlightedText, t.onAccent);
    set(QPalette::Light, t.raised);
    set(QPalette::Midlight, t.line);
    set(QPalette::Mid, t.line);
    set(QPalette::Dark, t.faint);
    set(QPalette::Shadow, t.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.faint);
    return p;
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const auto luminance = [&linear](const QColor &c) {
        return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
    };
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace leadline
