"""Notations that begin with the opacity, told by the document that they are in."""

from __future__ import annotations

import pytest

from kquant.core.color.notation import alpha_last
from kquant.io.palettes import Palette, PaletteError, parse_colors, parse_palette

ANDROID = '<?xml version="1.0" encoding="utf-8"?>\n<resources>\n{}\n</resources>\n'
XAML = (
    '<ResourceDictionary xmlns="http://schemas.microsoft.com/winfx/2006/xaml/presentation"'
    ' xmlns:x="http://schemas.microsoft.com/winfx/2006/xaml">{}</ResourceDictionary>'
)
PURPLE, TEAL = "6200ee", "03dac5"


def entries(palette: Palette) -> list[tuple[str, str]]:
    return list(zip(palette.all_names, palette.hexes, strict=True))


@pytest.mark.parametrize("ending", [".xml", ".txt", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_android(ending: str, encoding: str) -> None:
    colors = """
        <!-- brand -->
        <color name="purple_500">#FF6200EE</color>
        <color name="teal_200">#03DAC5</color>
        <color name="short">#F8CF</color>
        <color name="three">
            #8cf
        </color>
        <item name="fourth" type="color">#ff010203</item>
        <color name="primary">@color/purple_500</color>
        <dimen name="size">16dp</dimen><string name="red">Red</string>"""
    text = ANDROID.format(colors).replace("utf-8", encoding.removesuffix("-sig"))
    palette = parse_palette(text.encode(encoding), ending)
    assert entries(palette) == [
        *(("purple_500", PURPLE), ("teal_200", TEAL), ("short", "88ccff"), ("three", "88ccff")),
        ("fourth", "010203"),
    ]
    assert palette.notes == ()


def test_opacity_and_what_is_elsewhere_are_noted() -> None:
    colors = (
        '<color name="half">#806200EE</color><color name="clear">#0003DAC5</color>'
        '<color name="short">#8f00</color><color name="theirs">@android:color/black</color>'
        '<color name="none">lila</color>'
    )
    palette = parse_palette(ANDROID.format(colors).encode(), ".xml")
    assert entries(palette) == [("half", PURPLE), ("clear", "03dac5"), ("short", "ff0000")]
    assert palette.clear == (1,)
    assert palette.notes == (
        "entries that are not colours were left out: 1",
        "colours lost their transparency: 2",
        "transparent entries are no colours to paint with: 1",
        "colours that are defined elsewhere were left out: 1",
    )


@pytest.mark.parametrize("ending", [".xaml", ".axaml", ".xml", ""])
def test_xaml(ending: str) -> None:
    colors = """
        <Color x:Key="Purple">#FF6200EE</Color>
        <SolidColorBrush x:Key="Teal" Color="#ff03dac5"/>
        <SolidColorBrush x:Key="Again" Color="{StaticResource Purple}"/>
        <Color x:Key="Linear">sc#1, 1, 0.5, 0</Color>
        <Color x:Key="Parts" A="255" R="1" G="2" B="3"/>
        <SolidColorBrush x:Key="Inner"><SolidColorBrush.Color>#f123</SolidColorBrush.Color></SolidColorBrush>
        <SolidColorBrush x:Key="Within"><SolidColorBrush.Color><Color>#ff040506</Color>
        </SolidColorBrush.Color></SolidColorBrush>
        <SolidColorBrush x:Key="Name" Color="RoyalBlue"/>
        <LinearGradientBrush x:Key="Sky"><GradientStop Color="#FF87CEEB" Offset="0"/></LinearGradientBrush>
        <Style TargetType="Button"><Setter Property="Background" Value="#FFAABBCC"/></Style>"""
    palette = parse_palette(XAML.format(colors).encode(), ending)
    assert entries(palette) == [
        *(("Purple", PURPLE), ("Teal", TEAL), ("Linear", "ffbc00"), ("Parts", "010203"), ("Inner", "112233")),
        *(("Within", "040506"), ("Name", "4169e1"), ("Sky", "87ceeb")),
    ]
    assert palette.notes == ()


def test_xaml_opacity_is_noted() -> None:
    colors = """
        <SolidColorBrush x:Key="A" Color="#FF6200EE" Opacity="0.5"/><Color x:Key="B">sc#0.5,1,0,0</Color>
        <SolidColorBrush x:Key="C" Color="Transparent"/><Color x:Key="D">{DynamicResource Accent}</Color>"""
    palette = parse_palette(XAML.format(colors).encode())
    assert entries(palette) == [("A", PURPLE), ("B", "ff0000"), ("C", "000000")]
    assert palette.clear == (2,)
    assert palette.notes == (
        "colours lost their transparency: 2",
        "transparent entries are no colours to paint with: 1",
        "colours that are defined elsewhere were left out: 1",
    )


@pytest.mark.parametrize(
    "text",
    [
        '<vector xmlns:android="http://schemas.android.com/apk/res/android">'
        '<path android:fillColor="#FF6200EE"/><path android:strokeColor="#ff03dac5"/></vector>',
        XAML.format('<Grid Background="#FF6200EE"><Line Stroke="#ff03dac5" Fill="#FF6200EE"/></Grid>'),
        'import QtQuick 2.15\nItem { property color a: "#ff6200ee"; property color b: "#FF03DAC5" }',
        'val a = Color.parseColor("#FF6200EE")\nval b = Color.parseColor("#ff03dac5")',
        '<color name="a">#FF6200EE</color>\n<color name="b">#FF03DAC5</color>',
        '<SolidColorBrush x:Key="a" Color="#FF6200EE"/>\n<Color x:Key="b">#FF03DAC5</Color>',
    ],
)
def test_other_documents(text: str) -> None:
    assert parse_palette(text.encode()).hexes == (PURPLE, TEAL)


def test_pasted_parts_and_css_is_as_before() -> None:
    assert parse_colors('<color name="a">#FF6200EE</color>').hexes == (PURPLE,)
    assert parse_colors("a { color: #6200EEFF; border: 1px #03dac5ff }").hexes == (PURPLE, TEAL)
    assert parse_palette(b'<svg><rect fill="#6200eeff"/></svg>', ".svg").hexes == (PURPLE,)


@pytest.mark.parametrize("colors", ["", '<string name="a">b</string>', '<color name="a">@color/b</color>'])
def test_nothing_to_read_is_one_sentence(colors: str) -> None:
    with pytest.raises(PaletteError, match="no colours"):
        parse_palette(ANDROID.format(colors).encode(), ".xml")


def test_hex_as_css_has_it() -> None:
    assert alpha_last("#80ff0000 #8f00 #ff0000 #f00 #123456789") == "#ff000080 #f008 #ff0000 #f00 #123456789"
    assert alpha_last("sc#1 0 0") == "#ff0000ff"
