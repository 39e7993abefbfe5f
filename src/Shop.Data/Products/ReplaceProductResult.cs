using Shop.Data.Redis;

namespace Shop.Data.Products;

/// <summary>What replacing a catalogue entry can come to: the codes of ReplaceProduct.lua.</summary>
public abstract record ReplaceProductResult
{
    public sealed record Replaced(Product Product, Written Written) : ReplaceProductResult;

    public sealed record NotFound : ReplaceProductResult;

    public sealed record PreconditionFailed(string CurrentVersion) : ReplaceProductResult;

    public sealed record SkuTaken : ReplaceProductResult;

    public sealed record KeyReused : ReplaceProductResult;
}
