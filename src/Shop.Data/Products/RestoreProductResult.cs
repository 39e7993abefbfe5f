using Shop.Data.Redis;

namespace Shop.Data.Products;

/// <summary>What restoring a product can come to: the codes of RestoreProduct.lua.</summary>
public abstract record RestoreProductResult
{
    /// <summary>The product is not archived, since now or since before.</summary>
    public sealed record Restored(Product Product, Written Written) : RestoreProductResult;

    public sealed record NotFound : RestoreProductResult;

    public sealed record PreconditionFailed(string CurrentVersion) : RestoreProductResult;

    public sealed record KeyReused : RestoreProductResult;
}
