namespace Shop.Local.Drill;

/// <summary>One call of a client, from its first byte to its outcome.</summary>
/// <param name="Mark">Names the effect: it is the note of what a write makes, so that the data tell how often it took place.</param>
/// <param name="Start">Since the load began, like <paramref name="End"/>.</param>
internal sealed record Operation(int Client, Act Act, string Mark, TimeSpan Start, TimeSpan End, Outcome Outcome)
{
    /// <summary>0 when there was no answer.</summary>
    public int Status { get; init; }

    /// <summary>What went wrong, in the words of the answer or of the connection.</summary>
    public string Error { get; init; } = "";

    public string Product { get; init; } = "";

    /// <summary>The units bought, or the delta of an adjustment.</summary>
    public int Quantity { get; init; }

    /// <summary>Of the purchase that was made, cancelled or read.</summary>
    public string Id { get; init; } = "";

    /// <summary>What the answer said about a purchase, in one line; of a purchase sent again the mark it had at first.</summary>
    public string Content { get; init; } = "";

    /// <summary>What a read of a product showed: by how many units its stock has changed in this run, or its stock's version.</summary>
    public long? Seen { get; init; }

    /// <summary>The version of the stock in the answer whose token the read has sent.</summary>
    public long? Floor { get; init; }

    /// <summary>Whether it sent the token of an answer before it.</summary>
    public bool HasToken { get; init; }

    /// <summary>The ids that a list showed.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    public TimeSpan Took => End - Start;

    public bool IsWrite => Act <= Act.Resend;

    public bool IsPurchase => Act is Act.Buy or Act.BuyPopular or Act.BuyScarce;

    /// <summary>Neither acknowledged nor refused: it may have taken place, once.</summary>
    public bool IsUncertain => Outcome is Outcome.Unavailable or Outcome.Failed;
}

/// <summary>What a client does. The writes stand first.</summary>
internal enum Act
{
    /// <summary>Of the product that only this client changes.</summary>
    Buy,

    /// <summary>Of a product that everybody buys.</summary>
    BuyPopular,

    /// <summary>Of a product that sells out.</summary>
    BuyScarce,
    Adjust,
    Cancel,

    /// <summary>A purchase that succeeded, sent again with the same key.</summary>
    Resend,

    ReadOwnProduct,

    /// <summary>With the token of an answer that has shown it.</summary>
    ReadPopularProduct,
    ReadPurchase,

    /// <summary>The client's purchases of its own product.</summary>
    ListPurchases,
    Browse,
}

internal enum Outcome
{
    Acknowledged,

    /// <summary>A 409 that the contract foresees: sold out.</summary>
    Refused,

    /// <summary>503 with Retry-After.</summary>
    Unavailable,

    /// <summary>Any other answer, or none.</summary>
    Failed,
}
