using FluentValidation;
using Shop.Api.Http;
using Shop.Api.Products;

namespace Shop.Api.Purchases;

internal sealed class PurchaseValidator : AbstractValidator<PurchaseRequest>
{
    public PurchaseValidator(Currencies currencies)
    {
        RuleFor(purchase => purchase.UserId).Uuid();
        RuleFor(purchase => purchase.Items).Required().Count(1, 50)
            .Distinct(line => line.ProductId, nameof(LineRequest.ProductId));
        RuleForEach(purchase => purchase.Items).SetValidator(new LineValidator());
        RuleFor(purchase => purchase.Payment).SetValidator(new PaymentValidator()!);
        RuleFor(purchase => purchase.ExpectedTotal).SetValidator(new MoneyValidator(currencies)!);
        RuleFor(purchase => purchase.HoldSeconds).Between(60, 3600);
        RuleFor(purchase => purchase.ShippingAddress).SetValidator(new AddressValidator()!);
        RuleFor(purchase => purchase.Note).Text(0, 500, multiline: true);
    }
}

internal sealed class LineValidator : AbstractValidator<LineRequest>
{
    public LineValidator()
    {
        RuleFor(line => line.ProductId).Required().Uuid();
        RuleFor(line => line.Quantity).Required().Between(1, 1000);
    }
}

internal sealed class PaymentValidator : AbstractValidator<PaymentRequest>
{
    public PaymentValidator()
    {
        RuleFor(payment => payment.Method).Required().OneOf("simulated");
        RuleFor(payment => payment.Token).Required().OneOf(SimulatedPayments.Tokens);
    }
}

internal sealed class PaymentCallValidator : AbstractValidator<PaymentCall>
{
    public PaymentCallValidator() => RuleFor(call => call.Payment).Required().SetValidator(new PaymentValidator()!);
}

internal sealed class AddressValidator : AbstractValidator<AddressRequest>
{
    public AddressValidator()
    {
        RuleFor(address => address.Name).Required().Text(1, 200);
        RuleFor(address => address.Line1).Required().Text(1, 200);
        RuleFor(address => address.Line2).Text(0, 200);
        RuleFor(address => address.City).Required().Text(1, 100);
        RuleFor(address => address.PostalCode).Required().Text(1, 20);
        RuleFor(address => address.Country).Required()
            .Keeps(new Limit { Values = [.. Countries.Codes] }, country => Countries.Codes.Contains(country!))
            .Says(FieldCodes.Enum, "must be an ISO 3166-1 alpha-2 code such as DE");
    }
}
