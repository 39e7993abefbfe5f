using System.Globalization;

namespace Shop.Local.Demo;

/// <summary>The demo products: the same every time, and enough alike to real ones that lists and searches show something.</summary>
internal static class Catalogue
{
    private static readonly Shelf[] Shelves =
    [
        new("kitchen", "Hallbrook", "steel", 900, [
            "Chef's Knife 20 cm", "Cast Iron Skillet", "Pour-over Coffee Kettle", "Bamboo Cutting Board", "Enamel Stockpot 5 l",
            "Digital Kitchen Scale", "Salt and Pepper Mills", "French Press 1 l", "Mixing Bowl Set", "Carbon Steel Wok",
        ]),
        new("audio", "Noten", "aluminium", 2900, [
            "Studio Headphones", "Bookshelf Speaker Pair", "Portable Speaker", "USB Microphone", "Turntable",
            "Phono Preamplifier", "In-ear Monitors", "Soundbar", "Kitchen Radio", "Headphone Amplifier",
        ]),
        new("outdoor", "Fjellvik", "ripstop nylon", 1900, [
            "Two-person Tent", "Down Sleeping Bag", "Trekking Poles", "Hiking Backpack 45 l", "Gas Stove",
            "Headlamp 400 lm", "Insulated Bottle 750 ml", "Rain Jacket", "Hammock", "Inflatable Mat",
        ]),
        new("books", "Larkspur Press", "paper", 1200, [
            "A Field Guide to Clouds", "Bread from Scratch", "The Small Garden", "Letters from the Coast", "Night Trains of Europe",
            "A Short History of Maps", "Drawing Every Day", "The Repair Handbook", "Tea and Its Places", "Songs for Two Voices",
        ]),
        new("office", "Papierhaus", "oak", 800, [
            "Fountain Pen", "Dotted Notebook A5", "Desk Lamp", "Monitor Stand", "Mechanical Pencil 0.5 mm",
            "Letter Tray", "Wall Planner", "Felt Desk Mat", "Bookends", "Cable Organiser",
        ]),
        new("garden", "Grünwerk", "ash wood", 700, [
            "Hand Trowel", "Pruning Shears", "Watering Can 8 l", "Raised Bed Kit", "Seed Starter Tray",
            "Garden Gloves", "Compost Bin", "Plant Labels", "Hose 20 m", "Bird Feeder",
        ]),
        new("home", "Lindqvist", "linen", 1500, [
            "Linen Duvet Cover", "Wool Throw", "Table Lamp", "Wall Clock", "Cotton Bath Towels",
            "Scented Candle", "Picture Frame 30 × 40", "Storage Basket", "Feather Cushion", "Door Mat",
        ]),
        new("cycling", "Velomar", "carbon steel", 1100, [
            "Commuter Helmet", "Front Light 60 lx", "Pannier Bag", "Multi-tool", "Floor Pump",
            "Leather Saddle", "Bell", "Chain Lock", "Gravel Tyre 40 mm", "Repair Stand",
        ]),
        new("toys", "Holzfuchs", "beech wood", 600, [
            "Building Blocks", "Train Set", "Stacking Rings", "Marble Run", "Puppet Theatre",
            "Balance Bike", "Memory Game", "Kite", "Dolls' House", "Wooden Puzzle",
        ]),
        new("wellness", "Sauda", "natural rubber", 500, [
            "Yoga Mat", "Massage Ball", "Foam Roller", "Herbal Tea Sampler", "Olive Oil Soap",
            "Bath Salts", "Shea Hand Cream", "Sleep Mask", "Resistance Bands", "Hot Water Bottle",
        ]),
    ];

    private static readonly string[] Editions = ["", "Slate", "Sand", "Forest", "Ocean", "Clay", "Snow", "Plum", "Amber", "Ink"];

    /// <summary>The product at a place, from 0 on. The first hundred are plain; then come other colours, then later series.</summary>
    public static DemoProduct At(int index)
    {
        var shelf = Shelves[index % Shelves.Length];
        var item = index / Shelves.Length % 10;
        var round = index / 100;
        var edition = Editions[round % Editions.Length];
        var series = round / Editions.Length;
        var name = string.Join(", ", Given(shelf.Items[item], edition, series > 0 ? $"Series {series + 1}" : ""));
        return new DemoProduct(
            Sku: string.Create(CultureInfo.InvariantCulture, $"{shelf.Slug[..3]}-{item + 1:00}-{round:000}").ToUpperInvariant(),
            name,
            Description: $"{name} by {shelf.Brand}, made of {shelf.Material}. Repairable, with spare parts for ten years.",
            shelf.Brand,
            new DemoPrice(PriceOf(shelf, item, round), "EUR"),
            Categories: [shelf.Slug],
            Tags: [.. Given(item % 3 == 0 ? "bestseller" : "", item % 4 == 1 ? "gift" : "", round > 0 ? "new" : "")],
            Attributes: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["material"] = shelf.Material,
                ["warranty"] = $"{2 + (item % 4)} years",
            },
            ManufacturedOn: new DateOnly(2025, 1 + (index % 12), 1 + (index % 28)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            InitialStock: 20 + (index * 37 % 180));
    }

    private static IEnumerable<string> Given(params string[] parts) => parts.Where(part => part.Length > 0);

    /// <summary>Something.90 or .50 or .00, higher for the items that stand first.</summary>
    private static long PriceOf(Shelf shelf, int item, int round) =>
        (shelf.Cheapest * (1 + ((item * 7) + 3) % 10) / 100 * 100) + (item % 3) switch { 0 => 90, 1 => 50, _ => 0 } + (round % 10 * 100);

    private sealed record Shelf(string Slug, string Brand, string Material, long Cheapest, string[] Items);
}

/// <summary>A product as POST /v1/products takes it.</summary>
internal sealed record DemoProduct(
    string Sku,
    string Name,
    string Description,
    string Brand,
    DemoPrice Price,
    IReadOnlyList<string> Categories,
    IReadOnlyList<string> Tags,
    IReadOnlyDictionary<string, string> Attributes,
    string ManufacturedOn,
    int InitialStock);

/// <param name="Amount">In minor units.</param>
internal sealed record DemoPrice(long Amount, string Currency);
