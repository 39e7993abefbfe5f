namespace Shop.Local.Backups;

/// <summary>How much a shop holds.</summary>
/// <param name="Sequence">Of the watermark: how many changes the data has seen.</param>
internal sealed record Holdings(long Products, long Users, long Purchases, long Sequence)
{
    /// <summary>Whether nothing is missing that the other has, as far as counts can tell.</summary>
    public bool Cover(Holdings other) =>
        Products >= other.Products && Users >= other.Users && Purchases >= other.Purchases && Sequence >= other.Sequence;

    public override string ToString() => $"{Products} products, {Users} users, {Purchases} purchases";
}
