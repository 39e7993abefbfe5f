using Shop.Data.Redis;

namespace Shop.Data.Products;

/// <summary>What adding a product can come to: the codes of CreateProduct.lua.</summary>
public abstract record CreateProductResult
{
    public sealed record Created(Product Product, Written Written) : CreateProductResult;

    public sealed record SkuTaken : CreateProductResult;

    public sealed record KeyReused : CreateProductResult;
}
